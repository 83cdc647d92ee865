"""A text file in any of our encodings becomes a UTF-8 file, in bounded memory.

A file that is UTF-8 already is left where it is. Of the one-byte encodings, which nothing in a file
names, the one whose letters make a language is taken (`alphabets`).
"""

import codecs
import gzip
import tempfile
import zlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from retention.errors import Refused
from retention.ingest.alphabets import ENCODINGS, LATIN_WEST, SIGNS
from retention.store.temporary import new_folder

CHUNK_BYTES = 1 << 20
MAX_UNPACKED_BYTES = 8 << 30
# Deflate reaches about 1,000:1 on a bomb; a CSV full of repetition stays far below.
MAX_UNPACKING_RATIO = 200
SMALL_BYTES = 100 << 20
_SAMPLE_BYTES = 1 << 18
_GUILLEMETS = b"\xab\xbb"

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass
class Utf8Text:
    """``path`` holds the text as UTF-8 from byte ``start`` on; ``encoding`` is the file's own.

    ``temporary`` is the folder made for it, if one was; ``close`` removes that.
    """

    path: Path
    encoding: str
    start: int = 0
    temporary: tempfile.TemporaryDirectory | None = None

    def close(self) -> None:
        if self.temporary:
            self.temporary.cleanup()


def utf8_text(path: Path, *, packed: bool = False) -> Utf8Text:
    """The text of ``path`` (gzip if ``packed``) as UTF-8; ``Refused`` for what is no text."""
    with _opened(path, packed) as file:
        head = _read(path, file, _SAMPLE_BYTES)
    if not head:
        raise Refused(f"{path.name} is empty; export it again with its rows.")
    encoding = _by_mark(head) or _by_zeros(path, head)
    if encoding in (None, "utf-8-sig"):
        problem = _first_byte_not_utf8(path, packed)
        if problem is None:
            return _as_it_is(path, packed, encoding)
        encoding = _among_one_byte_encodings(path, problem)
    return _rewritten(path, packed, encoding)


def _as_it_is(path: Path, packed: bool, encoding: str | None) -> Utf8Text:
    start = len(codecs.BOM_UTF8) if encoding else 0
    if not packed:
        return Utf8Text(path, "utf-8", start)
    target = new_folder()
    unpacked = Path(target.name) / "text"
    with _opened(path, packed) as file, unpacked.open("wb") as out:
        for chunk in _chunks(path, file):
            out.write(chunk)
    return Utf8Text(unpacked, "utf-8", start, target)


def _rewritten(path: Path, packed: bool, encoding: str) -> Utf8Text:
    # Bytes that stand for nothing become the replacement sign, which a person sees.
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    target = new_folder()
    rewritten = Path(target.name) / "text"
    with _opened(path, packed) as file, rewritten.open("wb") as out:
        for chunk in _chunks(path, file):
            out.write(decoder.decode(chunk).encode("utf-8", "replace"))
        out.write(decoder.decode(b"", final=True).encode("utf-8", "replace"))
    return Utf8Text(rewritten, encoding.removesuffix("-sig"), 0, target)


def _opened(path: Path, packed: bool):
    return gzip.open(path, "rb") if packed else path.open("rb")


def _read(path: Path, file, size: int) -> bytes:
    try:
        return file.read(size)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise Refused(f"{path.name} is a damaged archive; download or copy it again.") from None


def _chunks(path: Path, file):
    """The bytes of ``file``, piece by piece; what unpacks to an absurd size is refused."""
    packed_bytes, unpacked_bytes = path.stat().st_size, 0
    while chunk := _read(path, file, CHUNK_BYTES):
        unpacked_bytes += len(chunk)
        if unpacked_bytes > MAX_UNPACKED_BYTES or (
            unpacked_bytes > SMALL_BYTES and unpacked_bytes > packed_bytes * MAX_UNPACKING_RATIO
        ):
            raise Refused(f"{path.name} unpacks to an absurd size; export it in smaller parts.")
        yield chunk


def _by_mark(head: bytes) -> str | None:
    return next((name for mark, name in _BOMS if head.startswith(mark)), None)


def _by_zeros(path: Path, head: bytes) -> str | None:
    """UTF-16 without its mark: digits and separators leave a zero in every other byte."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if not even + odd:
        return None
    if even + odd > len(head) / 20 and max(even, odd) > 10 * min(even, odd):
        return "utf-16-le" if odd > even else "utf-16-be"
    raise Refused(f"{path.name} is not a text file; save the table as CSV or XLSX and choose that.")


def _first_byte_not_utf8(path: Path, packed: bool) -> bytes | None:
    """``None`` if all is UTF-8, else the text around the first byte that is not."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with _opened(path, packed) as file:
        for chunk in _chunks(path, file):
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as error:
                near = error.object[max(0, error.start - _SAMPLE_BYTES // 2) :]
                return near[:_SAMPLE_BYTES] + _read(path, file, _SAMPLE_BYTES)
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            return error.object
    return None


def _among_one_byte_encodings(path: Path, sample: bytes) -> str:
    if _mostly_utf8(sample):
        return "utf-8"
    words = _words_beyond_ascii(sample)
    scores = {name: _score(words, name, languages) for name, languages in ENCODINGS.items()}
    best = max(scores, key=scores.get)
    if _is_mac_roman(words):
        raise Refused(
            f"{path.name} is written in the old encoding of the Macintosh (Mac OS Roman), in which "
            "names cannot be read for certain; save it again as “CSV UTF-8” or as XLSX."
        )
    return best


def _is_mac_roman(words: Counter) -> bool:
    """Words that read well in this encoding and in no other. Those whose only foreign signs are
    quotation marks and the like elsewhere do not count: "it’s" is no evidence of "itís"."""
    told = Counter(
        {
            word: count
            for word, count in words.items()
            if any(sign > "\x7f" and sign not in SIGNS for sign in word.decode("cp1252", "replace"))
        }
    )
    letters = sum(count * sum(byte > 127 for byte in word) for word, count in told.items())
    elsewhere = max(_score(told, name, languages) for name, languages in ENCODINGS.items())
    here = _score(told, "mac_roman", LATIN_WEST)
    return letters > 0 and here > 0.5 * letters and elsewhere < 0.25 * letters


def _mostly_utf8(sample: bytes) -> bool:
    """UTF-8 with a few bytes damaged, rather than another encoding."""
    text = sample.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    return sum(map(str.isalpha, filter(lambda sign: sign > "\x7f", text))) > 10 * damaged


def _words_beyond_ascii(sample: bytes) -> Counter:
    """How often each word with a byte over 127 occurs; other ASCII signs part them. What is only a
    currency's sign, a quotation mark or a blank in most encodings is no word."""
    letters = bytes(byte if byte > 127 or chr(byte).isalpha() else 32 for byte in range(256))
    words = Counter(word.strip(_GUILLEMETS) for word in sample.translate(letters).split())
    return Counter(
        {
            word: count
            for word, count in words.items()
            if max(word, default=0) > 127 and not SIGNS.issuperset(word.decode("cp1252", "replace"))
        }
    )


def _score(words: Counter, encoding: str, languages: dict[str, str]) -> float:
    """How well the words, in ``encoding``, read in the best of ``languages`` (alphabets)."""
    texts = {word.decode(encoding, "replace"): count for word, count in words.items()}
    return max(
        sum(count * _word_score(word, alphabet) for word, count in texts.items())
        for alphabet in languages.values()
    )


def _word_score(word: str, alphabet: str) -> float:
    """Each letter of the language counts for it, frequent ones a little more; strangers against.

    A capital after a small letter, and a Cyrillic letter beside a Latin one, tell of misreading.
    """
    cyrillic = alphabet[0] > "\u0400"
    score = 0.0
    for before, sign, after in zip(" " + word, word, word[1:] + " ", strict=False):
        if sign < "\x80":
            continue
        at = alphabet.find(sign.lower())
        if at < 0:
            inside = before.isalpha() and after.isalpha() and sign != "’"
            score -= 0.1 if sign in SIGNS and not inside else 2
            continue
        score += 1.5 - at / len(alphabet)
        if (before.islower() and sign.isupper()) or (
            cyrillic and (_is_latin(before) or _is_latin(after))
        ):
            score -= 2
    return score


def _is_latin(sign: str) -> bool:
    return "a" <= sign.lower() <= "z"
