"""Signs in with Authlib as its documentation says.

Prints the address that it sends a browser to, reads the one that the browser is called back at, and prints as JSON
what it was told on the way to the end of the session.
"""

import json
import os
import sys

os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # The provider is on loopback.

import requests
from authlib.common.security import generate_token
from authlib.integrations.requests_client import OAuth2Session
from authlib.jose import JsonWebKey, jwt
from authlib.oidc.core import CodeIDToken

issuer, client_id, key, redirect_uri, method = sys.argv[1:]
metadata = requests.get(f"{issuer}/.well-known/openid-configuration").json()
keys = JsonWebKey.import_key_set(requests.get(metadata["jwks_uri"]).json())
nonce, verifier = generate_token(), generate_token(48)


def read_id_token(tokens, nonce):
    claims = jwt.decode(
        tokens["id_token"],
        keys,
        claims_cls=CodeIDToken,
        claims_options={"iss": {"value": issuer}, "aud": {"value": client_id}},
        claims_params={"nonce": nonce, "client_id": client_id, "access_token": tokens["access_token"]},
    )
    claims.validate()
    return dict(claims)


client = OAuth2Session(
    client_id,
    key,
    scope="openid email offline_access",
    redirect_uri=redirect_uri,
    token_endpoint_auth_method=method,
    revocation_endpoint_auth_method=method,
    code_challenge_method="S256",
)
url, state = client.create_authorization_url(
    metadata["authorization_endpoint"], code_verifier=verifier, nonce=nonce
)
print(url, flush=True)
tokens = client.fetch_token(
    metadata["token_endpoint"],
    authorization_response=sys.stdin.readline().strip(),
    state=state,
    code_verifier=verifier,
)
told = {"claims": read_id_token(tokens, nonce)}
told["userinfo"] = client.get(metadata["userinfo_endpoint"]).json()
refreshed = client.refresh_token(metadata["token_endpoint"], refresh_token=tokens["refresh_token"])
told["refreshed"] = read_id_token(refreshed, None)
told["introspected"] = client.introspect_token(
    metadata["introspection_endpoint"], refreshed["access_token"]
).json()
told["revoked"] = client.revoke_token(
    metadata["revocation_endpoint"], refreshed["access_token"]
).status_code
told["afterwards"] = client.get(metadata["userinfo_endpoint"]).status_code
print(json.dumps(told))
