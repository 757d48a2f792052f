"""The catalogue's records: frozen, checked, and free of input and output."""

from bot.catalogue.model.agency import Agency
from bot.catalogue.model.eligibility import (
    EligibilityAnswer,
    EligibilityCheck,
    EligibilityQuestion,
    Finding,
)
from bot.catalogue.model.facet import Facet, InteractionLevel
from bot.catalogue.model.language import LanguageBook, OtherLanguage
from bot.catalogue.model.notice import Notice
from bot.catalogue.model.place import Address, Holiday, Phone, Schedule
from bot.catalogue.model.policy import Policy
from bot.catalogue.model.request_form import (
    Attribute,
    AttributeValue,
    Danger,
    PlaceQuestion,
    RequestForm,
)
from bot.catalogue.model.segment import (
    AllRule,
    AnyRule,
    FactDefinition,
    FactRule,
    NotRule,
    Segment,
    SegmentBook,
    SegmentRule,
)
from bot.catalogue.model.service import (
    Appeal,
    CostOption,
    ExceptionRoute,
    RequiredDocument,
    SegmentNote,
    Service,
    ServiceStatus,
)
from bot.catalogue.model.standard import ResultChannel, Standard, StandardResult
from bot.catalogue.periods import Duration, TimeUnit

__all__ = [
    "Address",
    "Agency",
    "AllRule",
    "AnyRule",
    "Appeal",
    "Attribute",
    "AttributeValue",
    "CostOption",
    "Danger",
    "Duration",
    "EligibilityAnswer",
    "EligibilityCheck",
    "EligibilityQuestion",
    "ExceptionRoute",
    "Facet",
    "FactDefinition",
    "FactRule",
    "Finding",
    "Holiday",
    "InteractionLevel",
    "LanguageBook",
    "NotRule",
    "Notice",
    "OtherLanguage",
    "Phone",
    "PlaceQuestion",
    "Policy",
    "RequestForm",
    "RequiredDocument",
    "ResultChannel",
    "Schedule",
    "Segment",
    "SegmentBook",
    "SegmentNote",
    "SegmentRule",
    "Service",
    "ServiceStatus",
    "Standard",
    "StandardResult",
    "TimeUnit",
]
