"""What notification mails say around a review, in the languages they come in: whom they greet, who wrote, what to click."""

from __future__ import annotations

import re

_WORDS = re.IGNORECASE
LONGEST = 300  # characters of a line that is looked at for phrases; longer ones are somebody's text

GREETING = re.compile(
    r"(?:hi|hello|dear|hey|hej|hei|hallo|liebe[rs]?|guten (?:tag|morgen)|moin|god ?dag|kære|kjære|sehr geehrte[rs]?)"
    r"(?:\s[^,!.:]{1,60})?\s*[,!.:]?$",
    _WORDS,
)
WROTE = re.compile(
    r"(?P<name>.{1,60}?)\s(?:(?:has|have|just|har|nyss|hat|har just)\s){0,2}"
    r"(?:wrote|written|left|posted|published|submitted|reviewed|rated|gave|given|skrev|skrivit|skrevet|lämnade|lämnat"
    r"|publicerade|publicerat|betygsatte|gav|gett|anmeldte|anmeldt|efterlod|efterladt|la igjen|lagt igjen|vurderte"
    r"|schrieb|bewertete|verfasste|veröffentlichte|hinterließ|ihr unternehmen bewertet"
    r"|(?:ihnen |euch )?(?:eine|ein) .{0,40}(?:geschrieben|verfasst|hinterlassen|abgegeben|veröffentlicht))(?=\W|$)",
    _WORDS,
)
NOBODY = re.compile(
    r"(?:you|we|someone|somebody|anonymous|an?|one|the|your|du|ni|vi|någon|anonym|en|ett|din|er|noen|nogen|et|jemand|ein|der"
    r"|die|das|ihr|dein|sie|new|ny|nytt|neue?)(?!\w)",
    _WORDS,
)
FORWARDED = re.compile(r"^\s*(?:(?:re|fwd?|vb|sv|wg|aw|vs)\s?:\s*)+", _WORDS)
FROM_WHOM = re.compile(
    r"\s(?:from|by|von|från|av|fra|af)\s(?P<name>(?-i:[A-ZÀ-Þ])[\w.'’-]{1,24}(?:\s(?-i:[A-ZÀ-Þ])[\w.'’-]{0,24}){0,3})"
    r"(?:\s(?:on|for|about|på|om|für|über|auf|til|i)\s.{0,80})?[.!:]?$",
    _WORDS,
)
SIGNED = re.compile(r"(?:[-–—~]\s*|by |av |von |af |från |from )(?P<name>[^\W\d_][^@:;!?]{1,40})$", _WORDS)
NAME = re.compile(r"[^\W\d_][\w.'’-]{0,24}(?: [^\W\d_][\w.'’-]{0,24}){0,3}$")
ABOUT_REVIEW = re.compile(
    r"review|omdöme|recension|bewertung|bewertet|rezension|anmeldelse|anmeldt|vurdering|vurdert|omtale", _WORDS
)
SENDER = re.compile(r"\*?(?:from|från|von|fra|afsender|avsändare)\s?\*?\s?:", _WORDS)
HEADER = re.compile(
    r"\*?(?:from|to|cc|bcc|sent|date|subject|reply-to|från|till|skickat|datum|ämne|kopia|von|an|gesendet|betreff|fra|til"
    r"|sendt|emne|dato|svar til)\s?\*?\s?:",
    _WORDS,
)
SUBJECT = re.compile(r"\*?(?:subject|ämne|betreff|emne)\s?\*?\s?:", _WORDS)
CLICK = re.compile(
    r"(?:read|see|view|show|reply|respond|answer|manage|report|open|go to|click|sign in|log in|läs|visa|se|svara|öppna|gå till"
    r"|klicka|logga in|les|vis|svar|åpne|gå til|klikk|klik|læs|jetzt|lesen|ansehen|anzeigen|antworten|zur|zum|hier|anmelden"
    r"|full review|hela omdömet|to reply)(?:\s.{0,50})?$",
    _WORDS,
)
FOOTER = re.compile(
    r"unsubscribe|avregistrera|avprenumerera|avsluta prenumeration|abmelden|abbestellen|avmeld|afmeld|©|copyright|\(c\) 20"
    r"|privacy (?:policy|notice)|integritetspolicy|datenschutz|personvern|privatlivspolitik|this e-?mail was sent"
    r"|you (?:are receiv|receiv|got)|detta (?:mejl|mail|e-post)|diese e-?mail|denne e-?(?:mail|post)|view (?:this )?in browser"
    r"|all rights reserved|manage your (?:e-?mail )?(?:preferences|settings)|all the best|best regards|kind regards|sincerely"
    r"|med vänlig|vänliga hälsningar|mit freundlichen|viele grüße|med vennlig|venlig hilsen|the .{2,30} team$",
    _WORDS,
)
STARS_SAID = re.compile(r"(?<!\d)(\d(?:[.,]\d)?)[\s-]?(?:stars?|stjärn\w*|stjern\w*|sterne?n?)(?!\w)", _WORDS)
OUT_OF = re.compile(r"(?<![\d/.])(\d(?:[.,]\d{1,2})?)\s?(?:/|out of|of|av|von|af)\s?(5|6|10)(?![\d/]|\s?\d)", _WORDS)
DATED = re.compile(
    r"(?:(?:posted|published|reviewed|written|publicerad|publicerat|skrivet|veröffentlicht|publisert|udgivet|offentliggjort)"
    r"\s*(?:on|am|den|d\.)?:?\s*)?(?:\d[\w.,/ -]{6,24}|[^\W\d_]{3,10}\.? \d{1,2},? \d{4})$",
    _WORDS,
)
LABEL = re.compile(r"\*?(?P<label>[^\W\d][^:：]{0,40}?)\*?\s?[:：]\s*(?P<said>.*)$", re.DOTALL)
BARE_LABELS = frozenset(
    [
        "pros",
        "cons",
        "pro",
        "contra",
        "advice",
        "advicetomanagement",
        "fördelar",
        "nackdelar",
        "rådtillledningen",
        "vorteile",
        "nachteile",
        "verbesserungsvorschläge",
        "gutamarbeitgeberfindeich",
        "schlechtamarbeitgeberfindeich",
        "fordeler",
        "ulemper",
        "fordele",
    ]
)
QUOTES = (("“", "”"), ('"', '"'), ("„", "“"), ("”", "”"), ("«", "»"), ("»", "«"))
