"""The words of the PLOVER codebook: event types with their quads and modes, sectors, contexts."""

from collections.abc import Mapping

QUADS: Mapping[str, str] = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), "verbal cooperation"),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), "material cooperation"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "verbal conflict"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "material conflict"),
}
TYPES = (*QUADS, "OTHER")  # OTHER: what PLOVER has no type for, such as elections and disasters

MODES: Mapping[str, tuple[str, ...]] = {
    "CONSULT": ("visit", "third-party", "multilateral", "phone"),
    "RETREAT": ("withdraw", "release", "disarm", "ceasefire", "access", "resign"),
    "REQUEST": ("assist", "change", "yield", "meet"),
    "ACCUSE": ("disapprove", "investigate", "allege"),
    "REJECT": ("assist", "change", "yield", "meet"),
    "THREATEN": ("restrict", "arrest", "relations", "expel", "territory", "violence"),
    "PROTEST": ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
    "SANCTION": ("convict", "expel", "withdraw", "discontinue"),
    "MOBILIZE": ("troops", "weapons", "police", "militia"),
    "COERCE": ("seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation", "cyber"),
    "ASSAULT": (
        *("abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives", "suicide-attack"),
        *("aerial", "drone", "heavy-weapons", "crowd-control", "unconventional"),
    ),
}

ARMED = frozenset({"MIL", "REB", "UAF", "PRM", "COP", "SPY"})
PUBLIC = ARMED | {"GOV", "LEG", "JUD", "OPP", "PTY", "IGO", "UNO", "NGO", "EUR", "ISM", "IMG"}  # who makes political news by acting
PRIVATE = frozenset({"AGR", "BUS", "CRM", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "PRE", "REL", "SOC", "MNC", "UNK"})

CONTEXTS = (
    *("military", "intelligence", "executive", "legislative", "election", "political_institutions", "pro_democracy", "pro_autocracy"),
    *("economic", "legal", "reparations", "human_rights", "rights_freedoms", "repression", "human_security", "gender"),
    *("lgbt", "religion_ethnicity", "inequality", "diplomatic", "territory", "peacekeeping", "health", "asylum"),
    *("migration", "disasters", "natural_resource", "environment", "technology", "terrorism", "cbrn", "cyber"),
    *("misinformation", "crime", "corruption", "illegal_drugs", "trafficking"),
)
