// Checks the policies of packs: by their JSON Schema, and by what a schema cannot say. Run by Policies.cs:
// node --input-type=module - <folder with node_modules> <schema> <policy>... prints a fault a line and ends with 1 when there are any.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const [modules, schemaFile, ...files] = process.argv.slice(2);
const Ajv = createRequire(join(modules, 'package.json'))('ajv').default;
const schema = JSON.parse(readFileSync(schemaFile, 'utf8'));
const isValid = new Ajv({ allErrors: true, strictTypes: false, strictRequired: false }).compile(schema);
const faults = [];

for (const file of files) {
  const pack = basename(dirname(file));
  const say = text => faults.push(`${pack}/policy.json ${text}`);
  let policy;
  try {
    policy = JSON.parse(readFileSync(file, 'utf8'));
  } catch (e) {
    say(`is not JSON: ${e.message}`);
    continue;
  }
  if (!isValid(policy)) {
    for (const e of isValid.errors)
      say(`${e.instancePath || '/'} ${e.message} ${JSON.stringify(e.params)}`);
    continue;
  }
  if (policy.pack !== pack)
    say(`names the pack ${policy.pack}`);
  checkSources(policy, say);
  if (policy.seed === null)
    checkComplete(policy, say);
  else if (policy.divisions.length === 0)
    say('governs no division');
  const ids = policy.targets.map(t => t.id);
  for (const id of ids.filter((id, i) => ids.indexOf(id) !== i))
    say(`has the target ${id} twice`);
}

// A region holds what its own seed changes, the base what no seed says.
function checkSources(policy, say) {
  const expected = policy.seed === null ? 'default' : policy.seed.key;
  for (const [group, parameters] of Object.entries(policy.parameters))
    for (const [name, { source }] of Object.entries(parameters))
      if ((source.seed ?? source) !== expected)
        say(`takes ${group}.${name} from ${source.seed ?? source}, not from ${expected}`);
}

function checkComplete(policy, say) {
  for (const [group, { properties }] of Object.entries(schema.properties.parameters.properties))
    for (const name of Object.keys(properties))
      if (policy.parameters[group]?.[name] === undefined)
        say(`lacks ${group}.${name}`);
}

for (const fault of faults)
  console.log(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
