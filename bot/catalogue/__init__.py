"""What agencies publish: services, standards, opening hours, segment rules and wording."""
