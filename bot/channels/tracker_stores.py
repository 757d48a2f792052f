"""Takes Rasa's fail-safe wrapper off the tracker store.

Rasa wraps every tracker store in ``FailSafeTrackerStore``, which turns a failed save into a normal reply
and a failed read into an empty conversation. For us success is what is stored: failures must be raised.
"""

from rasa.core.agent import Agent
from rasa.core.tracker_store import FailSafeTrackerStore


def without_fail_safe(agent: Agent) -> None:
    """Make the agent use its tracker store directly. Does nothing the second time."""
    store = agent.tracker_store
    if not isinstance(store, FailSafeTrackerStore):
        return
    agent.tracker_store = store._tracker_store
    if agent.processor is not None:
        agent.processor.tracker_store = agent.tracker_store
