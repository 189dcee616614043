import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, fsyncSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Workspace } from '../../support/workspace.ts';

/** A small ext4 of its own, in a file, that holds the state of a workspace: its sessions. */
export interface TestDisk {
  readonly folder: string;
  /** Takes every free block. */
  fill(): void;
  /** Gives them back. */
  empty(): void;
  makeReadOnly(): void;
  /** As a power cut: what no fsync has brought to the disk is gone. Nothing can be read or written any more. */
  shutDown(): void;
  /** Mounts it again, which replays its journal. No process may be in it. */
  mountAgain(): void;
}

let probed: boolean | undefined;

/** Why no disk can be made here; undefined: it can. */
export function noDisk(): string | undefined {
  probed ??=
    spawnSync('/sbin/losetup', ['--find']).status === 0 &&
    spawnSync('unshare', ['--mount', 'true']).status === 0;
  return probed ? undefined : 'only root can mount an ext4 image, on a machine with a loop device';
}

/** Makes one of 16 MiB and mounts it where the workspace keeps its state. */
export function openDisk(workspace: Workspace): TestDisk {
  const image = join(workspace.folder, 'disk.img');
  const folder = join(workspace.folder, 'state');
  const filler = join(folder, 'filler');
  mkdirSync(folder);
  execFileSync('/sbin/mkfs.ext4', ['-q', '-b', '4096', '-m', '0', image, '16M'], { stdio: 'pipe' });
  const mount = (): void => void execFileSync('mount', ['-o', 'loop', image, folder]);
  const unmount = (): void => void execFileSync('umount', [folder]);
  mount();
  onTestFinished(() => {
    spawnSync('umount', ['--lazy', folder]);
  });
  return {
    folder,
    fill: () => fillWith(filler),
    empty: () => rmSync(filler),
    makeReadOnly: () => void execFileSync('mount', ['-o', 'remount,ro', folder]),
    shutDown() {
      // EXT4_IOC_SHUTDOWN without flushing the journal.
      const request =
        'open(my $disk, "<", $ARGV[0]) or die; my $how = pack("I", 2); ioctl($disk, 0x8004587d, $how) or die';
      execFileSync('perl', ['-e', request, folder]);
    },
    mountAgain() {
      unmount();
      mount();
    },
  };
}

function fillWith(path: string): void {
  const file = openSync(path, 'w');
  try {
    // ext4 reserves more than it needs until it has written: what is left over is taken in the next round.
    while (takeAll(file, Buffer.alloc(1024 * 1024, 1)) + takeAll(file, Buffer.alloc(1024, 1)) > 0)
      fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Writes until the disk is full. Gives how many bytes it took. */
function takeAll(file: number, block: Buffer): number {
  let taken = 0;
  try {
    for (;;) taken += writeSync(file, block);
  } catch (thrown) {
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOSPC')) throw thrown;
  }
  return taken;
}
