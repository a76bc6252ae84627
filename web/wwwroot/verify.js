// Checks a receipt in the browser alone: canonical JSON (RFC 8785), SHA-256, ES256 (RFC 7518), inclusion proof (RFC 9162).
// The same checks, in the same order, as "./bidforge verify". Nothing that is chosen here leaves the page.
(() => {
  'use strict';
  const form = document.querySelector('form[data-verify]');
  if (!form) return;
  const out = document.querySelector('[data-findings]');
  const verdict = document.querySelector('[data-verdict]');
  const encoder = new TextEncoder();

  const shapes = {
    receipt: ['type', 'kind', 'packageId', 'contractorId', 'bidId', 'bidderId', 'revision', 'scopeVersion', 'documentHash', 'acceptedAt', 'dueAt', 'timeZone', 'sealed', 'keyId'],
    root: ['type', 'packageId', 'contractorId', 'dueAt', 'openedAt', 'treeSize', 'rootHash', 'keyId'],
    proof: ['receipt', 'leafHash', 'leafIndex', 'treeSize', 'hashes', 'rootHash'],
  };

  const hex = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const unhex = (text) => (/^[0-9a-f]{64}$/.test(text) ? Uint8Array.from(text.match(/../g), (pair) => parseInt(pair, 16)) : null);
  const sha = async (...parts) => new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(parts.flatMap((part) => [...part]))));

  const unbase64 = (text) => {
    if (typeof text !== 'string' || !/^[A-Za-z0-9_-]+$/.test(text)) return null;
    try {
      const bytes = Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0));
      const again = btoa(String.fromCharCode(...bytes)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
      return again === text ? bytes : null;
    } catch { return null; }
  };

  // JSON.parse keeps the last of two members of one name; a file that shows two is no statement at all.
  const twice = (text) => {
    const open = [];
    let last = '';
    for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:]/g)) {
      if (token === '{') open.push(new Set());
      else if (token === '[') open.push(null);
      else if (token === '}' || token === ']') open.pop();
      else if (token !== ':') last = token;
      else {
        const name = JSON.parse(last), names = open.at(-1);
        if (names.has(name)) return name;
        names.add(name);
      }
    }
    return null;
  };
  const parse = (bytes) => {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const value = JSON.parse(text);
    const name = twice(text);
    if (name !== null) throw new Error(`The member “${name}” is there twice.`);
    return value;
  };

  const canonical = (value) => {
    if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
    if (value !== null && typeof value === 'object')
      return `{${Object.keys(value).sort().map((name) => `${canonical(name)}:${canonical(value[name])}`).join(',')}}`;
    if (typeof value === 'string' && !value.isWellFormed()) throw new Error('A text holds half of a surrogate pair.');
    if (typeof value === 'number' && !Number.isFinite(value)) throw new Error('A number is beyond the range of a double.');
    return JSON.stringify(value);
  };
  const bytesOf = (value) => encoder.encode(canonical(value));

  const shape = (value, names, what) => {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return `${what} is no object.`;
    const lacking = names.filter((name) => !Object.hasOwn(value, name)), other = Object.keys(value).filter((name) => !names.includes(name));
    return lacking.length ? `${what} lacks ${lacking.join(', ')}.` : other.length ? `${what} has ${other.join(', ')}, which does not belong there.` : null;
  };

  const signature = async (keys, keyId, message, text) => {
    const key = keys.find((candidate) => candidate.kid === keyId);
    if (!key) return `Key ${keyId} is not among the published keys.`;
    const bytes = unbase64(text);
    const imported = await crypto.subtle.importKey('jwk', { kty: 'EC', crv: 'P-256', x: key.x, y: key.y }, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify']);
    return bytes && await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, imported, bytes, message)
      ? null : `The signature is not that of key ${keyId} over these members: one of them, or the signature, was changed.`;
  };

  // RFC 9162, 2.1.3.2.
  const includes = async (root, size, index, leaf, path) => {
    if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false;
    let node = index, last = size - 1, hash = leaf;
    for (const sibling of path) {
      if (last === 0) return false;
      if (node % 2 === 1 || node === last) {
        hash = await sha([1], sibling, hash);
        while (node % 2 === 0 && node !== 0) { node = Math.floor(node / 2); last = Math.floor(last / 2); }
      } else hash = await sha([1], hash, sibling);
      node = Math.floor(node / 2);
      last = Math.floor(last / 2);
    }
    return last === 0 && hex(hash) === hex(root);
  };

  // Runs the checks of one file; the first thing that keeps it from being read at all is its finding.
  const read = (bytes, name, what, names, type, add) => {
    try {
      const signed = parse(bytes);
      const fault = (type ? shape(signed, [what, 'signature'], name) : null) ?? shape(type ? signed[what] : signed, names, type ? what : name)
        ?? (type && signed[what].type !== type ? `Its type is ${signed[what].type}; this page checks ${type}.` : null);
      add(`${name} is well-formed`, fault);
      return fault ? null : signed;
    } catch (error) {
      add(`${name} is well-formed`, `It is no JSON that can be checked: ${error.message}`);
      return null;
    }
  };

  const check = async (keys, files, add) => {
    const signed = read(files.receipt, 'receipt.json', 'receipt', shapes.receipt, 'bidforge.receipt.v1', add);
    if (!signed) return;
    const receipt = signed.receipt, leaf = await sha([0], bytesOf(receipt));
    add('The receipt’s signature', await signature(keys, receipt.keyId, bytesOf(receipt), signed.signature));
    // Both are UTC with six decimals, so that their text sorts as their time does.
    add('Accepted before the deadline', receipt.acceptedAt < receipt.dueAt ? null : 'acceptedAt is not before dueAt.');
    if (files.bid) await checkBid(receipt, files.bid, add);
    if (files.root) await checkRoot(keys, receipt, leaf, files, add);
    else if (files.proof) add('proof.json', 'A proof needs the root that it leads to: choose root.json too.');
  };

  const checkBid = async (receipt, bytes, add) => {
    const what = 'bid.json is the bid in the receipt';
    try {
      const hash = hex(await sha(bytesOf(parse(bytes))));
      add(what, hash === receipt.documentHash ? null : `The SHA-256 of bid.json is ${hash}; documentHash in the receipt is ${receipt.documentHash}.`);
    } catch (error) {
      add(what, `It is no JSON that can be checked: ${error.message}`);
    }
  };

  const checkRoot = async (keys, receipt, leaf, files, add) => {
    const signed = read(files.root, 'root.json', 'root', shapes.root, 'bidforge.root.v1', add);
    if (!signed) return;
    const root = signed.root;
    add('The root’s signature', await signature(keys, root.keyId, bytesOf(root), signed.signature));
    add('The root is of the receipt’s package', root.packageId === receipt.packageId && root.contractorId === receipt.contractorId
      ? null : `The root is of package ${root.packageId}, the receipt of ${receipt.packageId}.`);
    const proof = files.proof && read(files.proof, 'proof.json', '', shapes.proof, null, add);
    if (!proof) return;
    const differing = shapes.receipt.filter((name) => canonical(proof.receipt?.[name] ?? null) !== canonical(receipt[name]));
    add('The proof is of this receipt', proof.leafHash !== hex(leaf) ? `leafHash in proof.json is ${proof.leafHash}; the receipt’s is ${hex(leaf)}.`
      : differing.length ? `The receipt inside proof.json differs in ${differing.join(', ')}.` : shape(proof.receipt, shapes.receipt, 'The receipt inside proof.json'));
    add('The proof is for this root', proof.rootHash !== root.rootHash ? `rootHash in proof.json is ${proof.rootHash}; in root.json it is ${root.rootHash}.`
      : proof.treeSize !== root.treeSize ? `treeSize in proof.json is ${proof.treeSize}; in root.json it is ${root.treeSize}.` : null);
    const path = Array.isArray(proof.hashes) ? proof.hashes.map(unhex) : [null], rootHash = unhex(root.rootHash);
    add('The receipt is under the root', !rootHash ? 'rootHash in root.json is no hash.'
      : path.includes(null) ? `Entry ${path.indexOf(null) + 1} of hashes in proof.json is no hash.`
      : await includes(rootHash, root.treeSize, proof.leafIndex, leaf, path) ? null
      : 'leafIndex and hashes of proof.json do not lead from the receipt to the root.');
  };

  // The keys come with the page, so that everything after works without a connection; a file of them does it too.
  const keysState = document.querySelector('[data-keys]');
  const published = fetch('/api/v1/receipts/keys').then((response) => (response.ok ? response.json() : Promise.reject(new Error(response.status))))
    .then((set) => { keysState.textContent = `${set.keys.length} public ${set.keys.length === 1 ? 'key' : 'keys'} loaded: from here on no connection is needed.`; return set.keys; })
    .catch(() => { keysState.textContent = 'The public keys could not be loaded. Choose a file of them below.'; return null; });

  const show = (findings) => {
    out.replaceChildren(...findings.map(({ what, fault }) => {
      const item = document.createElement('li'), mark = document.createElement('strong'), words = document.createElement('span');
      item.className = `note ${fault ? 'note-bad' : 'note-good'}`;
      mark.textContent = fault ? 'Wrong: ' : 'Right: ';
      words.textContent = fault ? `${what}. ${fault}` : what;
      item.append(mark, words);
      return item;
    }));
    const wrong = findings.filter((finding) => finding.fault).length;
    verdict.textContent = wrong === 0 ? 'Everything holds.' : wrong === 1 ? 'One thing is wrong.' : `${wrong} things are wrong.`;
    verdict.className = `note ${wrong === 0 ? 'note-good' : 'note-bad'}`;
    verdict.hidden = false;
  };

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    event.stopPropagation();
    const findings = [], add = (what, fault) => findings.push({ what, fault });
    const file = async (name) => { const chosen = form.elements[name].files[0]; return chosen ? new Uint8Array(await chosen.arrayBuffer()) : null; };
    try {
      const own = await file('keys');
      const keys = own ? parse(own).keys : await published;
      const files = { receipt: await file('receipt'), bid: await file('bid'), proof: await file('proof'), root: await file('root') };
      if (!globalThis.crypto?.subtle) add('This browser', 'It offers no cryptography on an unencrypted page. Open this page by https.');
      else if (!files.receipt) add('receipt.json', 'Choose it first.');
      else if (!Array.isArray(keys)) add('The public keys', 'They are neither loaded nor chosen.');
      else await check(keys, files, add);
    } catch (error) {
      add('The files', `They could not be read: ${error.message}`);
    }
    show(findings);
  });
})();
