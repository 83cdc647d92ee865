"""The small letters beyond ASCII that each language uses, most frequent first.

They tell one-byte encodings apart: bytes read in the wrong one give letters that no single language
uses together. Frequencies are the usual order in running text; only the order matters.
"""

LATIN_WEST = {
    "de": "üäößé",
    "fr": "éèàêçùâîôûïëœ",
    "es": "óíáéñúü",
    "it": "àèùòéì",
    "pt": "ãçáéóíõêúâàô",
    "nl": "ëéïèóöü",
    "sv": "äöåé",
    "da": "øåæé",
    "is": "áíðéöúóæýþ",
}
LATIN_CENTRAL = {
    "pl": "łóążęśćńź",
    "hu": "éáőöíóüúű",
    "cs": "íáéěýřžščůúóťňď",
    "sk": "áíéčýžšúľťôóäňďŕĺ",
    "ro": "ăîşţâ",
    "hr": "čšžćđ",
}
CYRILLIC = {
    "ru": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
    "bg": "аиоентрсвлкдпмзгъячбуцжщхшфюйь",
    "uk": "оаниіветрслкдумпзябьгчйхцжїюшєщфґ",
    "sr": "аиоенртсувдкјлпмзгбцчшђњжљћхфџ",
}

# The candidates, in the order in which a tie is settled.
ENCODINGS = {
    "cp1252": LATIN_WEST,
    "cp1250": LATIN_CENTRAL,
    "cp1251": CYRILLIC,
    "koi8_r": {"ru": CYRILLIC["ru"]},
    "iso8859_2": LATIN_CENTRAL,
    "cp866": CYRILLIC,
    "mac_cyrillic": CYRILLIC,
}

# Signs that stand in tables of any language without being a letter.
SIGNS = frozenset("€£¥§°±²³·–—‘’‚“”„…•«»№™®©×½¼¾ \u00a0\u00ad´¨º")
