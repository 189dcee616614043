import { join } from 'node:path';
import { writeArchive } from '../../../src/platform/keeping/write-archive.ts';

/** Run as a program: archives one session and prints what came of it. */
const [root = '', id = '', folder = ''] = process.argv.slice(2);
const written = await writeArchive(join(root, 'archive.tar.gz'), [{ id, folder }]);
process.stdout.write(JSON.stringify(written));
