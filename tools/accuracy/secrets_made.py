"""secrets_made.py - secrets that never were: one maker for each kind.

Formats are those of the providers' public documentation; where a format has a
checksum, it is made right. The makers know nothing of seclint's rules.
"""

import base64
import json
import string
import zlib

DIGITS = string.digits
LOWER = string.ascii_lowercase
UPPER = string.ascii_uppercase
HEX = "0123456789abcdef"
BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
ALNUM = string.ascii_letters + DIGITS
BASE62 = DIGITS + UPPER + LOWER
URLSAFE = ALNUM + "-_"
BASE64 = ALNUM + "+/"


def pick(rng, alphabet, count):
    return "".join(rng.choice(alphabet) for _ in range(count))


def base62(number, width):
    out = ""
    for _ in range(width):
        number, rest = divmod(number, 62)
        out = BASE62[rest] + out
    return out


def crc_token(rng, prefix, count):
    body = pick(rng, BASE62, count)
    return prefix + body + base62(zlib.crc32(body.encode()), 6)


def b64(text):
    return base64.b64encode(text.encode()).decode()


def b64url(raw):
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def jwt(rng):
    head = json.dumps({"alg": "HS256", "typ": "JWT"}, separators=(",", ":"))
    claims = json.dumps({"sub": pick(rng, DIGITS, 10), "iss": "auth.acme.internal",
                         "exp": 4102444800}, separators=(",", ":"))
    return ".".join((b64url(head.encode()), b64url(claims.encode()),
                     b64url(rng.randbytes(32))))


def atlassian(rng):
    body = "ATATT3" + pick(rng, URLSAFE, 180) + "="
    return body + f"{zlib.crc32(body.encode()):08X}"


def grafana(rng):
    body = "glsa_" + pick(rng, ALNUM, 32)
    return body + "_" + zlib.crc32(body.encode()).to_bytes(4, "little").hex()


# Tokens that tell by themselves what they are: (family, maker).
TOKENS = [
    ("code host", lambda r: crc_token(r, "ghp_", 30)),
    ("code host", lambda r: crc_token(r, "gho_", 30)),
    ("code host", lambda r: "glpat-" + pick(r, URLSAFE, 20)),
    ("code host", atlassian),
    ("registry", lambda r: crc_token(r, "npm_", 30)),
    ("registry", lambda r: "rubygems_" + pick(r, HEX, 48)),
    ("registry", lambda r: "dckr_pat_" + pick(r, URLSAFE, 27)),
    ("cloud", lambda r: "AKIA" + pick(r, BASE32, 16)),
    ("cloud", lambda r: "AIza" + pick(r, URLSAFE, 35)),
    ("cloud", lambda r: "dop_v1_" + pick(r, HEX, 64)),
    ("cloud", lambda r: pick(r, ALNUM, 3) + "8Q~" + pick(r, URLSAFE, 34)),
    ("cloud", lambda r: "GOCSPX-" + pick(r, URLSAFE, 28)),
    ("cloud", lambda r: "LTAI" + pick(r, ALNUM, 20)),
    ("payment", lambda r: "sk_live_" + pick(r, ALNUM, 24)),
    ("payment", lambda r: "rk_live_" + pick(r, ALNUM, 24)),
    ("payment", lambda r: "whsec_" + pick(r, ALNUM, 32)),
    ("payment", lambda r: "shpat_" + pick(r, HEX, 32)),
    ("payment", lambda r: "sq0csp-" + pick(r, URLSAFE, 43)),
    ("messaging", lambda r: f"xoxb-{pick(r, DIGITS, 12)}-{pick(r, DIGITS, 12)}-"
                            + pick(r, ALNUM, 24)),
    ("messaging", lambda r: "https://hooks.slack.com/services/T" + pick(r, UPPER + DIGITS, 8)
                            + "/B" + pick(r, UPPER + DIGITS, 10) + "/" + pick(r, ALNUM, 24)),
    ("messaging", lambda r: pick(r, "123456789", 1) + pick(r, DIGITS, 9) + ":AA"
                            + pick(r, URLSAFE, 33)),
    ("messaging", lambda r: "SG." + pick(r, URLSAFE, 22) + "." + pick(r, URLSAFE, 43)),
    ("messaging", lambda r: "xkeysib-" + pick(r, HEX, 64) + "-" + pick(r, ALNUM, 16)),
    ("AI", lambda r: "sk-proj-" + pick(r, URLSAFE, 74) + "T3BlbkFJ" + pick(r, URLSAFE, 74)),
    ("AI", lambda r: "sk-ant-api03-" + pick(r, URLSAFE, 93) + "AA"),
    ("AI", lambda r: "hf_" + pick(r, string.ascii_letters, 34)),
    ("AI", lambda r: "gsk_" + pick(r, ALNUM, 52)),
    ("AI", lambda r: "r8_" + pick(r, ALNUM, 37)),
    ("monitoring", lambda r: "NRAK-" + pick(r, UPPER + DIGITS, 27)),
    ("monitoring", grafana),
    ("monitoring", lambda r: "dt0c01." + pick(r, BASE32, 24) + "." + pick(r, BASE32, 64)),
    ("database", lambda r: "dapi" + pick(r, HEX, 32)),
    ("database", lambda r: "pscale_tkn_" + pick(r, URLSAFE, 43)),
    ("identity", jwt),
    ("secret store", lambda r: "hvs." + pick(r, URLSAFE, 95)),
    ("secret store", lambda r: "dp.pt." + pick(r, ALNUM, 43)),
    ("SaaS", lambda r: "PMAK-" + pick(r, HEX, 24) + "-" + pick(r, HEX, 34)),
    ("SaaS", lambda r: "lin_api_" + pick(r, ALNUM, 40)),
    ("SaaS", lambda r: "pat" + pick(r, ALNUM, 14) + "." + pick(r, HEX, 64)),
    ("SaaS", lambda r: "figd_" + pick(r, URLSAFE, 40)),
]

# Values that only their name tells: (family, name, maker).
NAMED = [
    ("cloud, by name", "aws_secret_access_key", lambda r: pick(r, BASE64, 40)),
    ("cloud, by name", "azure_storage_account_key", lambda r: b64url(r.randbytes(64)) + "=="),
    ("cloud, by name", "cloudflare_api_key", lambda r: pick(r, HEX, 37)),
    ("monitoring, by name", "datadog_api_key", lambda r: pick(r, HEX, 32)),
    ("messaging, by name", "twilio_auth_token", lambda r: pick(r, HEX, 32)),
    ("search, by name", "algolia_admin_key", lambda r: pick(r, HEX, 32)),
    ("generic key", "api_key", lambda r: pick(r, HEX, 32)),
    ("generic key", "api_key", lambda r: pick(r, ALNUM, 32)),
    ("generic key", "api_token", lambda r: pick(r, ALNUM, 40)),
    ("generic key", "access_token", lambda r: pick(r, URLSAFE, 43)),
    ("generic key", "client_secret", lambda r: pick(r, ALNUM, 36)),
    ("generic key", "secret_key", lambda r: pick(r, BASE64, 43) + "="),
    ("generic key", "auth_token", lambda r: pick(r, HEX, 40)),
    ("generic key", "encryption_key", lambda r: pick(r, HEX, 64)),
    ("generic key", "signing_secret", lambda r: pick(r, HEX, 32)),
    ("generic key", "webhook_secret", lambda r: pick(r, ALNUM, 28)),
    ("generic key", "session_secret", lambda r: pick(r, ALNUM + "!@#%^&*()-_=+", 50)),
]

NOUNS = """tiger copper river meadow falcon maple ember harbor velvet thunder walnut
comet granite willow saffron lantern orchid pepper canyon marble raven juniper""".split()


def password(rng):
    kind = rng.randrange(5)
    if kind == 0:
        return pick(rng, ALNUM, rng.randrange(12, 20))
    if kind == 1:
        return pick(rng, ALNUM + "!%^*-_+?~", rng.randrange(12, 24))
    a, b = rng.choice(NOUNS), rng.choice(NOUNS)
    if kind == 2:
        return a.title() + pick(rng, DIGITS, 4) + rng.choice("!?*+")
    if kind == 3:
        return f"{a.title()}-{b}{pick(rng, DIGITS, 2)}!"
    return a[:3] + pick(rng, DIGITS, 2) + b.title() + pick(rng, "!%*+?", 1) + pick(rng, DIGITS, 2)


PASSWORD_NAMES = ["password", "db_password", "admin_password", "smtp_password",
                  "redis_password", "mysql_root_password", "ldap_bind_password"]


def url(rng):
    scheme, port = rng.choice([("postgres", 5432), ("postgresql", 5432), ("mysql", 3306),
                               ("mongodb", 27017), ("redis", 6379), ("amqp", 5672)])
    host = rng.choice(["db-7", "primary", "cache-2", "queue"])
    return (f"{scheme}://{rng.choice(NOUNS)}:{pick(rng, ALNUM, 16)}@{host}.acme.internal:"
            f"{port}/{rng.choice(NOUNS)}")
