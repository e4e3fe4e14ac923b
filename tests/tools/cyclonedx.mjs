// cyclonedx.mjs FILE - is it a valid CycloneDX 1.6 document? Prints what is not, exits 1.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import Ajv from "ajv";
import addFormats from "ajv-formats";

const schemas = new URL(
  "node_modules/@cyclonedx/cyclonedx-library/res/schema/",
  import.meta.url,
);
const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const schema = (name) => read(fileURLToPath(new URL(name, schemas)));

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
// Formats of another draft, in fields that we do not write.
for (const format of ["iri-reference", "idn-email"]) ajv.addFormat(format, true);
// The documents refer to each other by the names of their files.
for (const name of ["spdx", "jsf-0.82", "cryptography-defs"]) {
  const { $id, ...rest } = schema(`${name}.SNAPSHOT.schema.json`);
  ajv.addSchema(rest, `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
}
const valid = ajv.compile(schema("bom-1.6.SNAPSHOT.schema.json"));
if (!valid(read(process.argv[2]))) {
  for (const { instancePath, message } of valid.errors)
    console.log(`${instancePath}: ${message}`);
  process.exit(1);
}
