// The command line from the sources, for one mutant at a time.
import { main } from '../src/cli.ts';

await main(process.argv);
