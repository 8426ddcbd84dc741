// Node's fs, by callbacks. The protocol is in ../c/driver.h. The threads come from UV_THREADPOOL_SIZE.
'use strict';
const fs = require('fs');
const readline = require('readline');

const [directory] = process.argv.slice(2);
const BLOCK = 4096, SMALL = 1024, SMALL_FILES = 10000, BUFFERS = 1024, OFFSETS = 65536;

const small = Array.from({ length: SMALL_FILES }, (_, i) => `${directory}/small/${String(i).padStart(5, '0')}`);
const offsets = new Uint32Array(OFFSETS);
for (let i = 0, x = 1; i < OFFSETS; i++) {
  x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
  offsets[i] = x >>> 16;
}
const buffers = Array.from({ length: BUFFERS }, () => Buffer.alloc(BLOCK, 'x'));
const big = fs.openSync(`${directory}/big`, 'r');
const out = fs.openSync(`${directory}/out`, 'r+');

function window(start, depth, ops, finish) {
  let next = 0;
  let inFlight = Math.min(depth, ops);
  let failure = null;
  const slots = [];
  for (let slot = 0; slot < inFlight; slot++) {
    slots.push(error => {
      failure = failure || error;
      if (next < ops && !failure) {
        start(slot, next++, slots[slot]);
      } else if (--inFlight === 0) {
        finish(failure, ops);
      }
    });
  }
  for (const refill of slots.slice()) {
    refill(null);
  }
}

const expect = (wanted, done) => (error, count) => done(error || (count === wanted ? null : new Error(`got ${count}, not ${wanted}`)));

function startRead(slot, i, done) {
  fs.read(big, buffers[slot % BUFFERS], 0, BLOCK, offsets[i % OFFSETS] * BLOCK, expect(BLOCK, done));
}

function startWrite(slot, i, done) {
  fs.write(out, buffers[slot % BUFFERS], 0, BLOCK, (offsets[i % OFFSETS] >>> 2) * BLOCK, expect(BLOCK, done));
}

function startStat(slot, i, done) {
  fs.stat(small[i % SMALL_FILES], done);
}

function startOpen(slot, i, done) {
  fs.open(small[i % SMALL_FILES], 'r', (error, fd) => {
    if (error) {
      return done(error);
    }
    fs.read(fd, buffers[slot % BUFFERS], 0, SMALL, 0, expect(SMALL, failure => fs.close(fd, error => done(failure || error))));
  });
}

function startSlurp(slot, i, done) {
  fs.readFile(small[i % SMALL_FILES], (error, data) => done(error || (data.length === SMALL ? null : new Error('short'))));
}

function walk(root, depth, finish) {
  let entries = 0, active = 0;
  const waiting = [root];
  const pump = () => {
    while (waiting.length && active < depth) {
      const path = waiting.pop();
      active++;
      fs.readdir(path, { withFileTypes: true }, (error, list) => {
        for (const entry of list || []) {
          entries++;
          if (entry.isDirectory()) {
            waiting.push(`${path}/${entry.name}`);
          }
        }
        active--;
        pump();
        if (active === 0) {
          finish(null, entries);
        }
      });
    }
  };
  pump();
}

const works = {
  read: (depth, ops, finish) => window(startRead, depth, ops, finish),
  write: (depth, ops, finish) => window(startWrite, depth, ops, finish),
  stat: (depth, ops, finish) => window(startStat, depth, ops, finish),
  open: (depth, ops, finish) => window(startOpen, depth, ops, finish),
  slurp: (depth, ops, finish) => window(startSlurp, depth, ops, finish),
  scan: (depth, ops, finish) => walk(process.env.BENCH_SCAN || '/usr', depth, finish),
  list: (depth, ops, finish) => walk(`${directory}/list-${ops}`, depth, finish),
  copy: (depth, ops, finish) => fs.copyFile(`${directory}/source`, `${directory}/copy`, error => finish(error, ops)),
  remove: (depth, ops, finish) => fs.rm(`${directory}/doomed`, { recursive: true }, error => finish(error, ops)),
};

function say(line) {
  fs.writeSync(1, line + '\n');
}

say(`ready node ${process.version}, ${process.env.UV_THREADPOOL_SIZE} threads`);

function serve(line, next) {
  const [name, depth, ops] = line.split(' ');
  if (!works[name]) {
    say('unsupported');
    return next();
  }
  const cpu = process.cpuUsage();
  const time = process.hrtime.bigint();
  works[name](Number(depth), Number(ops), (error, done) => {
    const seconds = Number(process.hrtime.bigint() - time) / 1e9;
    const used = process.cpuUsage(cpu);
    say(error ? `failed ${name}: ${error.message}` : `${done} ${seconds} ${(used.user + used.system) / 1e6}`);
    next();
  });
}

let last = Promise.resolve();
readline.createInterface({ input: process.stdin })
  .on('line', line => { last = last.then(() => new Promise(next => serve(line, next))); })
  .on('close', () => last.then(() => process.exit(0)));
