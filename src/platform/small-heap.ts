import { setFlagsFromString } from 'node:v8';

/**
 * Keeps the part of the heap for young objects as large as it is now. V8 doubles it up to 3 × 16 MB while output
 * streams through, with pipe buffers of as much again behind it: a gigabyte of output then takes 229 MB at its peak,
 * and 145 MB with this (Node 24.21). The flag is only read where V8 would let that part grow.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
