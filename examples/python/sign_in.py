"""Signs somebody in by an emailed code: python3 sign_in.py http://localhost:3000 ada@example.com"""

import sys

from watchword import Refusal, Watchword


def sign_in(watchword, email):
    """Asks for the code until it is right, or until this sign-in takes none anymore."""
    challenge = watchword.call("emailOtp.request", email=email)
    while True:
        code = input(f"The code that was mailed to {email}: ")
        try:
            return watchword.call(
                "emailOtp.signIn", otpId=challenge["otpId"], code=code, transport="token"
            )
        except Refusal as refusal:
            print(f"{refusal.reason}: {refusal}")
            if refusal.reason not in ("INVALID_INPUT", "INVALID_TOKEN"):
                raise SystemExit(1)


def main(url, email):
    watchword = Watchword(url)
    watchword.token = sign_in(watchword, email)["token"]
    current = watchword.call("session.current")
    print(f"Signed in as {current['user']['email']}")
    watchword.call("session.signOut")
    print("Signed out")


if __name__ == "__main__":
    main(*sys.argv[1:])
