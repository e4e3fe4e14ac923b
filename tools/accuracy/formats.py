"""formats.py - thirty kinds of files, and how a name and a value stand in each.

A form takes (name, value) and gives the lines that assign the one to the other; the
value stands on the last of them unless it says otherwise. A file is head, lines, tail.
"""

import base64


def camel(name):
    first, *rest = name.split("_")
    return first + "".join(word.title() for word in rest)


def pascal(name):
    return "".join(word.title() for word in name.split("_"))


def upper(name):
    return name.upper()


def q(value):
    return value.replace("\\", "\\\\").replace('"', '\\"')


def kube(name, value):
    return f"  {name.replace('_', '-')}: {base64.b64encode(value.encode()).decode()}"


# file name, head, form, tail, joint between two assignments
FORMATS = {
    "dotenv": (".env", "", lambda n, v: f"{upper(n)}={v!r}", "", "\n"),
    "dotenv bare": ("prod.env", "", lambda n, v: f"{upper(n)}={v}", "", "\n"),
    "yaml": ("settings.yml", "app:", lambda n, v: f"  {n}: '{v}'", "", "\n"),
    "yaml nested": ("values.yaml", "service:\n  port: 80", lambda n, v:
                    f"  part_{n}:\n    {n}: \"{q(v)}\"", "", "\n"),
    "json": ("config.json", "{", lambda n, v: f'  "{camel(n)}": "{q(v)}"', "\n}", ",\n"),
    "toml": ("app.toml", "[service]", lambda n, v: f'{n} = "{q(v)}"', "", "\n"),
    "ini": ("app.ini", "[service]", lambda n, v: f"{n} = {v}", "", "\n"),
    "properties": ("application.properties", "", lambda n, v:
                   f"app.{n.replace('_', '.')}={v}", "", "\n"),
    "terraform": ("main.tfvars", "", lambda n, v: f'{n} = "{q(v)}"', "", "\n"),
    "xml": ("config.xml", "<config>", lambda n, v: f"  <{camel(n)}>{v}</{camel(n)}>",
            "\n</config>", "\n"),
    "web.config": ("web.config", "<configuration><appSettings>", lambda n, v:
                   f'  <add key="{pascal(n)}" value="{v}" />',
                   "\n</appSettings></configuration>", "\n"),
    "python": ("settings.py", "import os", lambda n, v: f'{upper(n)} = "{q(v)}"', "", "\n"),
    "python dict": ("client.py", "CONFIG = {", lambda n, v: f"    '{n}': '{v}',", "\n}", "\n"),
    "javascript": ("config.js", "module.exports = {", lambda n, v: f"  {camel(n)}: '{v}',",
                   "\n};", "\n"),
    "typescript": ("env.ts", "", lambda n, v: f'const {camel(n)}: string = "{q(v)}";', "", "\n"),
    "java": ("Config.java", "class Config {", lambda n, v:
             f'    static final String {upper(n)} = "{q(v)}";', "\n}", "\n"),
    "kotlin": ("Config.kt", "object Config {", lambda n, v:
               f'    val {camel(n)} = "{q(v)}"', "\n}", "\n"),
    "go": ("config.go", "package config\n", lambda n, v: f'var {camel(n)} = "{q(v)}"', "", "\n"),
    "ruby": ("config.rb", "", lambda n, v: f"config.{n} = '{v}'", "", "\n"),
    "php": ("config.php", "<?php\nreturn [", lambda n, v: f"    '{n}' => '{v}',", "\n];", "\n"),
    "c#": ("Config.cs", "class Config {", lambda n, v:
           f'    const string {pascal(n)} = "{q(v)}";', "\n}", "\n"),
    "c": ("config.h", "", lambda n, v: f'#define {upper(n)} "{q(v)}"', "", "\n"),
    "rust": ("config.rs", "", lambda n, v: f'const {upper(n)}: &str = "{q(v)}";', "", "\n"),
    "swift": ("Config.swift", "enum Config {", lambda n, v:
              f'    static let {camel(n)} = "{q(v)}"', "\n}", "\n"),
    "shell": ("deploy.sh", "#!/bin/sh", lambda n, v: f"export {upper(n)}='{v}'", "", "\n"),
    "powershell": ("deploy.ps1", "", lambda n, v: f'${pascal(n)} = "{v}"', "", "\n"),
    "dockerfile": ("Dockerfile", "FROM scratch", lambda n, v: f"ENV {upper(n)}={v}", "", "\n"),
    "compose": ("docker-compose.yml", "services:\n  app:\n    environment:", lambda n, v:
                f"      - {upper(n)}={v}", "", "\n"),
    "kubernetes": ("secret.yml", "apiVersion: v1\nkind: Secret\nmetadata:\n  name: app\n"
                   "type: Opaque\ndata:", kube, "", "\n"),
    "workflow": (".github/workflows/ci.yml", "on: push\njobs:\n  a:\n    runs-on: x\n    env:",
                 lambda n, v: f"      {upper(n)}: '{v}'", "", "\n"),
    "ecs task": ("task.json", '{"containerDefinitions": [{"environment": [', lambda n, v:
                 f'  {{"name": "{upper(n)}", "value": "{q(v)}"}}', "\n]}]}", ",\n"),
    "markdown": ("NOTES.md", "# Notes\n", lambda n, v: f"- {n}: `{v}`", "", "\n"),
    "log": ("app.log", "", lambda n, v: f"2026-01-05 10:00:00 INFO start {n}={v}", "", "\n"),
}
