// groovy.mjs - the first syntax error of each Groovy file named, as path:line:col.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Language, Parser } from "web-tree-sitter";

const wasm = createRequire(import.meta.url).resolve(
  "tree-sitter-groovy/tree-sitter-groovy.wasm",
);

function firstError(node) {
  if (node.isError || node.isMissing) return node;
  for (const child of node.children) {
    const found = child.hasError || child.isMissing ? firstError(child) : null;
    if (found) return found;
  }
  return null;
}

await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(wasm));
let count = 0;
for (const path of process.argv.slice(2)) {
  const root = parser.parse(readFileSync(path, "utf8")).rootNode;
  if (!root.hasError) continue;
  const { row, column } = (firstError(root) ?? root).startPosition;
  console.log(`${path}:${row + 1}:${column + 1}: syntax error`);
  count++;
}
process.exit(count === 0 ? 0 : 1);
