r"""What stands around the words of a position: between one who takes it, its trigger, those toward whom it is, and the matter.

Those that end with `\Z` are looked for in what stands before something, the others are matched or searched from where it ends.
"""

import re


def _pattern(text: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile(text, re.VERBOSE | flags)


# The end of a clause: a stop, or a word that opens another.
CLAUSE_ENDS = _pattern(r"[.;:!?\n,] | \s (?: and | but | while | after | before | because | saying | adding | who | which | although | when ) \b")

# Between a trigger and its object: "rejected | the Syrian | opposition". Capitals count, so that copy in capitals has no nouns here.
BEFORE_OBJECT = _pattern(
    r"""
    \s*
    (?:
        (?: the | a | an | its | his | her | their | both | all | any | with | to | by | for | against | from | of\ the | [A-Z] [\w.-]* ) \s+
    ){0,4}
    """,
    re.NOFLAG,
)

# Whose a deed was: "condemned the attack | by the | army".
DEED_BY = _pattern(r"\b by \s+ (?: the \s+ | an? \s+ )? \Z")

# "threatened | with the closing of the | bridge": a threat with a thing, not to it.
OF = _pattern(r"\b of \s+ (?: the \s+ )? \Z")

# "asked | for talks on | Syria", "asked | to leave the | town": the matter, not whom one asks.
ON_A_MATTER = _pattern(
    r"""
    \w+ \s+ \w+ \s+ (?: on | in | about | over | into | against ) \s+ (?: the \s+ )? \Z
    | \b to \s+ \w+ \s+ (?: the \s+ )? \Z
    """
)

# "the army | is now | urging": who takes the position stands before a form of "to be".
IS = _pattern(r"\b (?: is | are | was | were | been | be ) \s+ (?: \w+ly \s+ | also \s+ )? \Z")

# "the army | again | urging": nothing stands between the two.
BESIDE = _pattern(r"\s+ (?: (?: also | again | now | still ) \s+ )*")

# "letters to | the army": it belongs to what goes before.
OF_ANOTHER = _pattern(r"\b (?: to | by | of | from | with | against | told | tells | telling ) \s+ (?: the \s+ )? \Z")

# "was rejected | sharply by": the passive.
BY = _pattern(r"\s+ (?: \w+ly \s+ )? by \s")

NO = _pattern(r"\b (?: not | never | no | neither | nor | without ) \b | n['’]t \b")

# "does not want ...": the content opens with what it is against.
OPENS_WITH_NOT = _pattern(r"(?: (?: do | does | did | is | are | was | were ) \s+ )? not \b | (?: do | does | did ) n['’]t \b")

# "urged them | not | to leave".
NOT_BEFORE = _pattern(r"\b not \s+ \Z")

# A threat that was spoken: "to strike", "with force", "that it would".
IN_WORDS = _pattern(r"\b (?: to | with | that | would | will | if | unless ) \b")

MUST = _pattern(r"\b (?: must | should | ought | needs?\ to ) \b")
