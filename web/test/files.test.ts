import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base64, fileFault, fitWithin, jpegName, MOST_BYTES, nameOr, sizeWords } from '../src/text/files.ts';

test('the kinds that the help desk takes are known by the end of the name, whatever its case', () => {
  for (const name of ['a.pdf', 'a.DOC', 'a.docx', 'a.xls', 'a.XLSX', 'a.jpg', 'a.JPEG', 'a.png', 'a.bmp']) {
    assert.equal(fileFault(name, 10, false), undefined, name);
  }
  for (const name of ['a.exe', 'a.zip', 'a.pdf.js', 'pdf', '']) {
    assert.equal(fileFault(name, 10, false), 'kind', name);
  }
});

test('a photo may be larger until it was made smaller; a document may not', () => {
  assert.equal(fileFault('a.jpg', MOST_BYTES + 1, false), undefined);
  assert.equal(fileFault('a.jpg', MOST_BYTES + 1, true), 'size');
  assert.equal(fileFault('a.pdf', MOST_BYTES + 1, false), 'size');
  assert.equal(fileFault('a.pdf', MOST_BYTES, false), undefined);
  assert.equal(fileFault('a.pdf', 0, false), 'empty');
});

test('a photo is shrunk to its longer edge and never made larger', () => {
  assert.deepEqual(fitWithin(4000, 3000), { width: 2000, height: 1500 });
  assert.deepEqual(fitWithin(1000, 4000), { width: 500, height: 2000 });
  assert.deepEqual(fitWithin(640, 480), { width: 640, height: 480 });
  assert.deepEqual(fitWithin(100_000, 1), { width: 2000, height: 1 });
});

test('what became a JPEG says so in its name', () => {
  assert.equal(jpegName('captura.png'), 'captura.jpg');
  assert.equal(jpegName('foto.JPG'), 'foto.JPG');
  assert.equal(jpegName('sin nombre'), 'sin nombre.jpg');
});

test('a pasted picture without a name gets one', () => {
  assert.equal(nameOr('', 'image/png', 'captura'), 'captura.png');
  assert.equal(nameOr('image.png', 'image/png', 'captura'), 'image.png');
});

test('sizes are said as phones say them', () => {
  assert.equal(sizeWords(999, 'es-ES'), '999 B');
  assert.equal(sizeWords(612_300, 'es-ES'), '612 kB');
  assert.equal(sizeWords(4_100_000, 'es-ES'), '4,1 MB');
});

test('a hash is said in base64', () => {
  assert.equal(base64(Uint8Array.of(0, 255, 16).buffer), 'AP8Q');
});
