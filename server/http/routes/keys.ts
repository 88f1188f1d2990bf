import { isAbsolute } from 'node:path';
import { ProblemError } from '../../../flows/flow.ts';
import type { AppDeps } from '../deps.ts';
import type { Route } from '../route.ts';
import { object, reason } from '../shapes.ts';

/** The master key changes by a file on the hub's machine: it never travels. */
export function keyRoutes({ rotateKey }: AppDeps): Route[] {
  return [
    {
      method: 'POST',
      path: '/api/key/rotate',
      summary: "Put another master key in force, from a file on the hub's machine",
      group: 'Access',
      role: 'admin',
      body: object({ file: { type: 'string', minLength: 1, maxLength: 1_000 }, 'reason?': reason }),
      answer: 'KeyRotation',
      handler({ body, viewer }) {
        const { file, reason: why } = body as { file: string; reason?: string };
        if (!isAbsolute(file) || file.includes('\0'))
          throw new ProblemError(422, { code: 'key.path', path: '/file', message: 'Name the file by its full path.' });
        if (!rotateKey) throw new ProblemError(409, { code: 'key.none', path: '', message: 'This hub keeps no master key.' });
        return rotateKey(viewer, file, why);
      },
    },
  ];
}
