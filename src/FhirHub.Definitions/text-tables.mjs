// Writes the tables that text search needs and .NET without ICU lacks: how each character is folded, and how each Chinese character
// is read. Run by TextTables.cs: node --input-type=module - <folder with node_modules> <output folder>.
// Both tables are lines of a value, a tab, and every character that has it.
import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [modules, output] = process.argv.slice(2);
const { pinyin } = createRequire(join(modules, 'package.json'))('pinyin-pro');

function* characters() {
  for (let code = 0x80; code <= 0x10ffff; code++)
    if (code < 0xd800 || code > 0xdfff)
      yield String.fromCodePoint(code);
}

// Compatibility decomposition, without combining marks and case. Upper case first: it joins ß and ss, σ and ς.
function fold(text) {
  const folded = [...text.normalize('NFKD')]
    .filter(c => !/[\p{Mn}\p{Me}]/u.test(c))
    .map(c => c.toUpperCase().toLowerCase())
    .join('');
  return folded === text ? text : fold(folded);
}

// The most common reading first, then the one it has as a surname, then the others; ü is written v, u, and yu as in passports.
function readings(character) {
  const options = { toneType: 'none', type: 'array', v: true };
  const [common, ...others] = pinyin(character, { ...options, multiple: true });
  const surname = pinyin(character, { ...options, mode: 'surname' });
  const plain = [common, ...surname, ...others].filter(r => /^[a-z]+$/.test(r));
  const spelled = plain.filter(r => r.includes('v')).flatMap(r => [r.replace('v', 'u'), r.replace('v', 'yu')]);
  return [...new Set([...plain, ...spelled])];
}

function write(name, valueOf) {
  const lines = new Map();
  for (const character of characters()) {
    const value = valueOf(character);
    if (value !== undefined)
      lines.set(value, (lines.get(value) ?? '') + character);
  }
  writeFileSync(join(output, name), [...lines].map(([value, of]) => `${value}\t${of}\n`).join(''));
}

// Hangul syllables are left out: they decompose by arithmetic.
write('folding.txt', c => {
  const folded = c >= '\uac00' && c <= '\ud7a3' ? c : fold(c);
  return folded === c ? undefined : folded;
});
write('pinyin.txt', c => /\p{Script=Han}/u.test(c) && readings(c).join(' ') || undefined);
