#!/usr/bin/env node
// Written in old syntax on purpose: an old Node must get as far as saying that it is too old.
'use strict';

var metadata = require('../package.json');

/** The lowest version that `engines` admits, as numbers. */
function lowest(range) {
  return range
    .replace(/^[^0-9]*/, '')
    .split('.')
    .map(Number);
}

function isTooOld(version, minimum) {
  var parts = version.split('.').map(Number);
  if (parts[0] !== minimum[0]) return parts[0] < minimum[0];
  return parts[1] < minimum[1];
}

function fail(message, exitCode) {
  process.stderr.write('teei-runbook: ' + message + '\n');
  process.exitCode = exitCode;
}

/** V8's compile cache, in a folder of the user's own: in a shared temporary folder others could plant code. */
function enableCompileCache() {
  var path = require('node:path');
  try {
    var home = process.env.XDG_CACHE_HOME || path.join(require('node:os').homedir(), '.cache');
    var folder = process.env.NODE_COMPILE_CACHE || path.join(home, 'teei-runbook', 'compile');
    require('node:module').enableCompileCache(folder);
  } catch (error) {
    // Without a home folder it starts a little slower and is otherwise the same.
  }
}

function start() {
  enableCompileCache();
  import('../dist/cli.mjs')
    .then(function (cli) {
      return cli.start(process).then(function (exitCode) {
        process.exitCode = exitCode;
      });
    })
    .catch(function (error) {
      if (error && error.code === 'ERR_MODULE_NOT_FOUND') {
        fail(
          'its program files are missing (' +
            error.message +
            '). Install it again, or in a checkout run: npm run build',
          2,
        );
      } else {
        fail('it stopped on an error of its own: ' + ((error && error.message) || error), 70);
      }
    });
}

var onlyArgument = process.argv.length === 3 ? process.argv[2] : undefined;

if (isTooOld(process.versions.node, lowest(metadata.engines.node))) {
  fail(
    'needs Node.js ' +
      metadata.engines.node +
      ', and this is ' +
      process.versions.node +
      ' (' +
      process.execPath +
      '). ' +
      'Install a newer Node.js from https://nodejs.org, or in a checkout run: npx teei-runbook',
    2,
  );
} else if (onlyArgument === '--version' || onlyArgument === '-V') {
  // Answered here, so that it costs no more than starting Node.
  process.stdout.write(metadata.version + '\n');
} else {
  start();
}
