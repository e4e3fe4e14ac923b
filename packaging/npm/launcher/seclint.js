#!/usr/bin/env node
// Runs the program of the package for this platform, with the same arguments, standard
// streams, signals and exit status.
'use strict';

const { spawn } = require('child_process');
const { optionalDependencies } = require('../package.json');

const HELP = 'https://github.com/CloudReactor/seclint/blob/main/docs/install.md';
const FORWARDED = ['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGUSR1', 'SIGUSR2', 'SIGCONT'];

function giveUp(...lines) {
  console.error(`seclint: ${lines.join('\n  ')}`);
  process.exit(2); // as seclint itself does where it cannot run: never 0, and no finding
}

function findProgram() {
  if (process.env.SECLINT_BINARY) return process.env.SECLINT_BINARY;
  const platform = `${process.platform}-${process.arch}`;
  const name = `@seclint/${platform}`;
  if (!(name in optionalDependencies)) {
    const known = Object.keys(optionalDependencies).map((each) => each.split('/')[1]);
    giveUp(`there is no package for ${platform}, only for ${known.join(', ')}`,
      `how to build it: ${HELP}`,
      'SECLINT_BINARY=PATH makes this command run a program that you have');
  }
  try {
    return require.resolve(`${name}/bin/seclint`);
  } catch {
    return giveUp(`the package ${name} is not installed`,
      'it is an optional dependency: was --omit=optional (--no-optional) given,',
      'or was node_modules copied from a machine of another kind?',
      '`npm install seclint` installs it');
  }
}

function main() {
  const program = findProgram();
  let child;
  // Before it starts, or a signal that comes at once would end us alone. None is handled
  // before this function returns: then there is a child.
  for (const signal of FORWARDED) process.on(signal, () => child.kill(signal));
  child = spawn(program, process.argv.slice(2), { stdio: 'inherit' });
  child.on('error', (error) => giveUp(`cannot run ${program}: ${error.message}`));
  child.on('exit', (status, signal) => {
    if (signal === null) process.exit(status);
    // Whoever waits for us is told what happened to it; a signal that we survive is no 0.
    process.exitCode = 2;
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

main();
