"""rules.py - made rules, as many as there are built in, to see what twice as many cost."""

import random
import subprocess

SYLLABLES = """ba be bi bo bu ca ce co da de di do fa fe fi fo ga ge go ha he hi ho ja jo ka ki
ko la le li lo lu ma me mi mo mu na ne ni no nu pa pe pi po ra re ri ro ru sa se si so su ta te
ti to tu va ve vi vo wa wi xa ya yo za ze zi zo""".split()

RULE = """id: made-{n}
title: made {n}
level: warning
confidence: medium
cwe: 798
severity: 7.0
match:
{match}
  entropy: 3.0
why: made
fix: made
"""


def made_name(rng):
    return "".join(rng.choice(SYLLABLES) for _ in range(rng.randrange(2, 5))) + \
        rng.choice(("", "n", "r", "s", "ly", "ify", "base", "cloud"))


def make_rules(folder, count):
    """Half of them know a prefix, half the name of a provider, as the built-in ones.
    Beside the folder: off.yml and on.yml, configurations without and with them."""
    rng = random.Random(3)
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(count):
        name = made_name(rng)
        if n % 2:
            prefix = name[:rng.randrange(3, 6)] + rng.choice(("_", "-", "_live_", "_pat_"))
            match = (f"  literals: ['{prefix}']\n"
                     f"  regex: '\\b(?<secret>{prefix}[0-9A-Za-z]{{32}})\\b'")
        else:
            match = f"  assigned: {{names: [{name}], value: '[0-9a-f]{{32}}'}}"
        (folder / f"made-{n}.yml").write_text(RULE.format(n=n, match=match))
    for state, lines in (("off", (f"  made-{n}: 'off'" for n in range(count))), ("on", ())):
        rules = "\n".join(lines)
        (folder.parent / f"{state}.yml").write_text(f"rules:\n{rules}\n" if rules else "")


def rule_count(seclint):
    listed = subprocess.run([seclint, "rules", "--format", "jsonl"], capture_output=True,
                            text=True, check=True, cwd="/").stdout
    return len(listed.splitlines())
