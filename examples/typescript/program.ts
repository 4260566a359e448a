// The scheme as a program: on all cores, and for every command that takes --scheme.
//
//   lemmata verify --scheme "node examples/typescript/program.ts" --scenario travelling-wave --epsilon 0.1,0.01
//
// Node 22.18 or later runs this file as it is. Coarser after the name of the file: DT POINTS MODES.
import { runScheme } from 'lemmata';
import { hermiteScheme } from './scheme.ts';

const [dt, points, modes] = process.argv.slice(2).map(Number);
await runScheme(hermiteScheme({ ...(dt && { dt }), ...(points && { points }), ...(modes && { modes }) }));
