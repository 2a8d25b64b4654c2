"""Prints what Python's email package finds wrong with each .eml and Resend payload in a folder."""

import email, json, pathlib, re, sys
from email.headerregistry import HeaderRegistry
from email.policy import SMTPUTF8

STRICT = SMTPUTF8.clone(raise_on_defect=True)
ONCE = ("Date", "From", "To", "Subject", "Message-ID", "MIME-Version", "Content-Type", "Auto-Submitted")


def wrong_with_header(name, value):
    if re.search(r"[\x00-\x1f\x7f]", str(value)):
        yield f"{name} has control characters"
    # An address beyond ASCII is mailed by SMTPUTF8, and this package knows of 7 bits only.
    if name in ("Subject",) or str(value).isascii():
        yield from (f"{name}: {defect!r}" for defect in HeaderRegistry()(name, value).defects)


def wrong_with_message(raw, utf8_to):
    if re.search(rb"[^\r]\n|\r[^\n]|^\n", raw):
        yield "a bare line feed or carriage return"
    if any(len(line) > 998 for line in raw.split(b"\r\n")):
        yield "a line of more than 998 characters"
    head = raw.split(b"\r\n\r\n")[0]
    if not re.sub(rb"(?m)^To: .*$", b"", head).isascii() or (not utf8_to and not head.isascii()):
        yield "a header that isn't ASCII"
    message = email.message_from_bytes(raw, policy=STRICT)
    for name in ONCE:
        if len(message.get_all(name, [])) != 1:
            yield f"not one {name}"
    if not re.fullmatch(r"<[!-;=?-~]+@[a-z0-9.-]+>", message["Message-ID"]):
        yield "Message-ID"
    if message["Date"].datetime is None or message["Date"].datetime.tzinfo is None:
        yield "Date"
    if message["MIME-Version"] != "1.0" or message.get_content_type() != "multipart/alternative":
        yield "MIME"
    for part in message.walk():
        yield from (repr(defect) for defect in part.defects)
        for name, value in part.items():
            yield from wrong_with_header(name, value)
        if part.is_multipart():
            continue
        if part.get("Content-Transfer-Encoding") not in ("quoted-printable", "base64", "7bit"):
            yield "Content-Transfer-Encoding"
        if not part.get_content().strip():
            yield "an empty part"


def wrong_with_payload(payload):
    headers = {"From": payload["from"], "Subject": payload["subject"], **payload["headers"]}
    for name, value in headers.items():
        if not re.fullmatch(r"[!-9;-~]+", name):
            yield f"{name} is no header's name"
        yield from wrong_with_header(name, value)


for file in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    if file.suffix == ".eml":
        wrong = wrong_with_message(file.read_bytes(), "utf8" in file.stem)
    else:
        wrong = wrong_with_payload(json.loads(file.read_text()))
    try:
        for problem in wrong:
            print(f"{file.name}: {problem}")
    except Exception as error:  # a defect, which the policy raises
        print(f"{file.name}: {error!r}")
