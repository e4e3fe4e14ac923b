// sarif_schema.mjs - the files named against a JSON schema, as path: /where: message.
import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const [schema, ...paths] = process.argv.slice(2);
if (paths.length === 0) {
  console.error("usage: node sarif_schema.mjs SCHEMA FILE...");
  process.exit(2);
}

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(schema, "utf8")));
let count = 0;
for (const path of paths) {
  if (validate(JSON.parse(readFileSync(path, "utf8")))) continue;
  for (const found of validate.errors.slice(0, 20)) {
    console.log(`${path}: ${found.instancePath || "/"}: ${found.message}`);
    count++;
  }
}
process.exit(count === 0 ? 0 : 1);
