"""lookalikes.py - what looks like a secret and is none, by the reason why."""

import base64
import uuid

from secrets_made import ALNUM, BASE64, DIGITS, HEX, NOUNS, URLSAFE, b64, pick


def snake(rng):
    return "_".join(rng.sample(NOUNS, 2))


def integrity(rng):
    return "sha512-" + base64.b64encode(rng.randbytes(64)).decode()


# (family, name of the key, maker)
LOOKALIKES = [
    ("commit or object id", "commit", lambda r: pick(r, HEX, 40)),
    ("commit or object id", "revision", lambda r: pick(r, HEX, 40)),
    ("checksum", "sha256", lambda r: pick(r, HEX, 64)),
    ("checksum", "md5sum", lambda r: pick(r, HEX, 32)),
    ("checksum", "digest", lambda r: "sha256:" + pick(r, HEX, 64)),
    ("integrity", "integrity", integrity),
    ("uuid", "request_id", lambda r: str(uuid.UUID(int=r.getrandbits(128), version=4))),
    ("uuid", "tenant_id", lambda r: str(uuid.UUID(int=r.getrandbits(128), version=4))),
    ("uuid", "token_id", lambda r: str(uuid.UUID(int=r.getrandbits(128), version=4))),
    ("etag", "etag", lambda r: pick(r, HEX, 32)),
    ("image", "logo", lambda r: "data:image/png;base64," + base64.b64encode(
        b"\x89PNG\r\n\x1a\n" + r.randbytes(120)).decode()),
    ("image", "background", lambda r: "iVBORw0KGgo" + pick(r, BASE64, 160)),
    ("public key", "public_key", lambda r: base64.b64encode(r.randbytes(32)).decode()),
    ("public key", "ssh_public_key", lambda r: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA"
                                               + pick(r, BASE64, 44) + " dev@acme"),
    ("public key", "stripe_publishable_key", lambda r: "pk_test_" + pick(r, ALNUM, 24)),
    ("certificate", "certificate", lambda r: "MIID" + pick(r, BASE64, 200)),
    ("placeholder", "api_key", lambda r: r.choice(
        ["YOUR_API_KEY", "your-api-key-here", "<api-key>", "changeme", "xxxxxxxxxxxxxxxx",
         "REPLACE_ME", "insert-key-here", "************", "TODO", "my-secret-key",
         "example_api_key_1234", "dummy", "fake-token", "test", "sk_test_xxxxxxxxxxxx"])),
    ("placeholder", "password", lambda r: r.choice(
        ["changeme", "password", "your_password", "<password>", "********", "secret",
         "example", "CHANGE_ME_PLEASE", "yourpassword123", "pass", "xxxx", "none"])),
    ("placeholder", "token", lambda r: "ghp_" + "x" * 36),
    ("placeholder", "aws_access_key_id", lambda r: "AKIA" + "IOSFODNN7" + "EXAMPLE"),
    ("reference", "password", lambda r: r.choice(
        ["${DB_PASSWORD}", "$DB_PASSWORD", "{{ vault_db_password }}", "%(db_password)s",
         "${{ secrets.DB_PASSWORD }}", "!vault", "env:DB_PASSWORD", "vault:secret/data/db#pw",
         "arn" + ":aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf",
         "op://vault/db/password", "ssm:/prod/db/password", "file:/run/secrets/db"])),
    ("name of a thing", "secret_name", lambda r: snake(r) + "-credentials"),
    ("name of a thing", "token_url", lambda r: f"https://auth.acme.internal/{snake(r)}/token"),
    ("name of a thing", "password_file", lambda r: f"/run/secrets/{snake(r)}"),
    ("name of a thing", "secretKeyRef", lambda r: snake(r)),
    ("name of a thing", "token_type", lambda r: r.choice(["bearer", "Bearer", "mac"])),
    ("name of a thing", "api_key_header", lambda r: "X-" + r.choice(NOUNS).title() + "-Key"),
    ("text", "password", lambda r: f"Please enter the {r.choice(NOUNS)} password"),
    ("text", "password_label", lambda r: r.choice(["Passwort", "Mot de passe", "Wachtwoord"])),
    ("text", "secret_description", lambda r: f"The {r.choice(NOUNS)} that nobody knows"),
    ("identifier", "token", lambda r: r.choice(NOUNS) + "TokenProvider"),
    ("identifier", "key", lambda r: snake(r) + "_primary_key"),
    ("identifier", "primary_key", lambda r: "id"),
    ("identifier", "css_class", lambda r: f"btn-{r.choice(NOUNS)}--{pick(r, HEX, 6)}"),
    ("number", "max_tokens", lambda r: str(r.randrange(100, 9999))),
    ("number", "token_expiry", lambda r: str(r.randrange(1_600_000_000, 1_900_000_000))),
    ("version", "version", lambda r: f"{r.randrange(9)}.{r.randrange(40)}.{r.randrange(9)}"),
    ("path or url", "url", lambda r: f"https://cdn.acme.internal/{pick(r, HEX, 32)}/app.js"),
    ("path or url", "bundle", lambda r: f"main.{pick(r, HEX, 20)}.chunk.js"),
    ("trace id", "trace_id", lambda r: pick(r, HEX, 32)),
    ("encrypted", "password", lambda r: "ENC[AES256_GCM,data:" + pick(r, BASE64, 16)
                                        + ",iv:" + pick(r, BASE64, 43) + "=,tag:"
                                        + pick(r, BASE64, 22) + "==,type:str]"),
    ("pagination", "next_page_token", lambda r: b64('{"offset":%d}' % r.randrange(9999))),
    ("test vector", "expected_hash", lambda r: pick(r, HEX, 64)),
    ("machine code", "opcode_table", lambda r: pick(r, DIGITS, 40)),
    ("build id", "build_id", lambda r: pick(r, URLSAFE, 21)),
]
