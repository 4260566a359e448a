import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createModel } from '../../../src/model/create-model.ts';
import { loadScenario } from '../../../src/model/load-scenario.ts';
import { caseFile } from '../../../src/schemes/external/case-file.ts';

const schemaOf = (name: string) => z.fromJSONSchema(JSON.parse(readFileSync(`docs/${name}.schema.json`, 'utf8')));
const STEPS = { time: 1, x: 2, y: 1 };

test.each(['travelling-wave', 'whole-line', 'mixture', 'many-velocities', 'equilibrium'])(
  'case.json of %s is what its schema says',
  async (name) => {
    const model = createModel(await loadScenario(`scenarios/${name}.yaml`));
    const content = JSON.parse(
      JSON.stringify(caseFile(model, 0.01, Float64Array.of(0, 1), STEPS, { level: 'full', tables: true })),
    );
    const schema = schemaOf('case');
    expect(schema.safeParse(content).error).toBeUndefined();
    expect(content.resolution).toEqual({ ...STEPS, factor: 2 });
    // It can say no.
    for (const field of Object.keys(content)) {
      const { [field]: _left, ...rest } = content;
      expect(schema.safeParse(rest).success, field).toBe(false);
    }
    expect(schema.safeParse({ ...content, level: 'half' }).success).toBe(false);
  },
);

test('a declaration is what its schema says', () => {
  const schema = schemaOf('scheme-result');
  expect(schema.safeParse({ values: 'points', refines: ['time'], orders: { time: 1 }, steps: 3 }).success).toBe(true);
  expect(schema.safeParse({ values: 'averages' }).success).toBe(false);
  expect(schema.safeParse({ refines: ['v'] }).success).toBe(false);
});
