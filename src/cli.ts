import { Command, CommanderError, Option } from 'commander';
import { packageVersion } from './commands/package-root.ts';
import { InputError } from './model/input-error.ts';

/** Exit codes of the contract; verdicts add 3. */
const BAD_INPUT = 2;
const CRASHED = 1;
const INTERRUPTED = 130;

/** A command: its arguments, its options as declared below, and the signal of Ctrl-C; returns the exit code. */
type Action<Flags> = (names: readonly string[], flags: Flags, signal: AbortSignal) => Promise<number>;

/** Runs the command line `argv`; sets the exit code and returns. */
export async function main(argv: readonly string[]): Promise<void> {
  // A reader such as `head` may close the pipe early: the files still have to be written.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  const interruption = new AbortController();
  const interrupt = (): void => {
    // The second Ctrl-C does not wait for anything.
    if (interruption.signal.aborted) process.exit(INTERRUPTED);
    interruption.abort();
  };
  process.on('SIGINT', interrupt);
  try {
    await createProgram(interruption.signal).parseAsync(argv);
  } catch (error) {
    process.exitCode = report(error, interruption.signal.aborted);
  } finally {
    process.off('SIGINT', interrupt);
  }
}

function report(error: unknown, interrupted: boolean): number {
  if (interrupted) {
    console.error('Interrupted; earlier reports are unchanged.');
    return INTERRUPTED;
  }
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : BAD_INPUT;
  if (error instanceof InputError) {
    console.error(error.message);
    return BAD_INPUT;
  }
  if (process.env.LEMMATA_TRACE) console.error(error);
  const what = error instanceof Error ? error.message : String(error);
  console.error(`Internal error: ${what} (set LEMMATA_TRACE=1 to see where).`);
  return CRASHED;
}

/** Adds the options that say which program of the user is run, and how. */
const withProgram = (command: Command, purpose: string): Command =>
  command
    .option('--scheme <command>', purpose)
    .option('--scheme-level <level>', 'marginal, full or particles (default: what the program writes)')
    .option('--scheme-mode <mode>', 'once, or persistent: one process for many cases', 'once')
    .option('--scheme-tables', 'give the program tables beside the expressions')
    .option('--scheme-timeout <seconds>', 'time limit of one run of the program', '600')
    .option('--scheme-disk <megabytes>', 'limit of what one run may write', '1024')
    .option('--scheme-keep <dir>', 'keep the directories of the cases there');

/** Every command loads its own code when it runs, so that `--help` stays fast. */
function createProgram(signal: AbortSignal): Command {
  const run =
    <Flags>(load: () => Promise<Action<Flags>>) =>
    async (...args: unknown[]): Promise<void> => {
      const command = args.at(-1) as Command;
      const action = await load();
      const code = await action(command.processedArgs.flat(), command.opts() as Flags, signal);
      process.exitCode = signal.aborted ? INTERRUPTED : code;
    };
  const program = new Command('lemmata')
    .description('Verify the estimates of a kinetic-theory paper: every bound, rate and identity, with error bars.')
    .version(packageVersion())
    .exitOverride()
    .showHelpAfterError('(lemmata --help shows the commands)');

  withProgram(
    program
      .command('verify')
      .description('solve the scenarios, judge every claim, write the reports')
      .argument(
        '[statement...]',
        'statements or single claims, for example lemma-3.1 theorem-2.1/first-rate (default: all)',
      )
      .option(
        '--scenario <file...>',
        'scenario files or names of shipped ones, after the statements (default: those of the profile)',
      )
      .option('--profile <name>', 'quick, standard or thorough', 'standard')
      .option('--epsilon <list>', 'values of ε, comma-separated, instead of the profile’s')
      .option('--jobs <n>', 'worker threads (default: the number of cores)')
      .option('--seed <s>', 'seed of schemes that draw random numbers', '0')
      .option('--reporter <list>', 'terminal, markdown, json', 'terminal,markdown,json')
      .option('--out <dir>', 'directory of the reports', 'reports')
      .option('--list', 'list statements and claims, and stop')
      .option('--cache <dir>', 'directory of solved cases (default: node_modules/.cache/lemmata)')
      .option('--no-cache', 'solve and judge everything, and keep nothing'),
    'judge your own program instead of the reference (docs/your-scheme.md)',
  ).action(run(async () => (await import('./commands/verify.ts')).verifyCommand));
  withProgram(
    program
      .command('scheme-report')
      .description('study your own program over a grid ε × steps: orders, asymptotic preservation, structure, cost')
      .option('--scenario <file>', 'scenario file or name of a shipped one', 'travelling-wave')
      .option(
        '--epsilon <list>',
        'values of ε, comma-separated; the smallest far below the steps',
        '1,0.1,0.01,1e-3,1e-4,1e-6',
      )
      .option('--refinements <list>', 'factors on the steps, each half of the one before', '4,2,1')
      .option('--jobs <n>', 'worker threads (default: the number of cores)')
      .option('--out <dir>', 'directory of scheme-report.md, its pictures and badge.svg', 'reports'),
    'the program (docs/your-scheme.md)',
  ).action(run(async () => (await import('./commands/scheme-report.ts')).schemeReportCommand));
  program
    .command('describe')
    .description('show what a statement says and how it is checked')
    .argument('<statement>')
    .action(run(async () => (await import('./commands/describe.ts')).describeCommand));
  program
    .command('coverage')
    .description('list what the paper says, item by item, and which claims check it')
    .option('--json', 'as JSON')
    .action(run(async () => (await import('./commands/coverage.ts')).coverageCommand));
  program
    .command('errata')
    .description('list the defects of the printed text with the numbers that witness them')
    .option('--jobs <n>', 'worker threads (default: the number of cores)')
    .action(run(async () => (await import('./commands/errata.ts')).errataCommand));
  program
    .command('falsify')
    .description('search scenarios for the largest measured/bound: 1 when a bound is falsified, else 0')
    .argument('<statement>', 'a statement or a single bound, for example lemma-3.1/3.1')
    .option('--runs <n>', 'random scenarios; as many evaluations may refine the best and simplify it', '100')
    .option('--seed <s>', 'seed of the random scenarios', '0')
    .option('--scenario <file>', 'no search: the bounds in this scenario')
    .option('--jobs <n>', 'worker threads (default: the number of cores)')
    .option('--out <file>', 'the scenario found', 'reports/falsify.yaml')
    .action(run(async () => (await import('./commands/falsify.ts')).falsifyCommand));
  program
    .command('agree')
    .description('run every solver on every scenario that it supports and compare each pair: 1 when two disagree')
    .option('--scenario <file...>', 'scenario files or names of shipped ones (default: all shipped)')
    .option('--epsilon <list>', 'values of ε, comma-separated (default: the largest and smallest of each scenario)')
    .option('--jobs <n>', 'worker threads (default: the number of cores)')
    .option('--out <dir>', 'directory of agreement.md', 'reports')
    .option('--cache <dir>', 'directory of solved cases (default: node_modules/.cache/lemmata)')
    .option('--no-cache', 'solve everything, and keep nothing')
    .action(run(async () => (await import('./commands/agree.ts')).agreeCommand));
  program
    .command('mutants')
    .description(
      'inject deliberate faults, one at a time, and show which claims notice: 1 when one is not killed as expected',
    )
    .argument('[statement...]', 'statements or single claims to judge with (default: all)')
    .option('--only <list>', 'names of mutants, comma-separated (default: all of mutants/)')
    .option('--scenario <file...>', 'scenarios instead of those of the profile, after the statements')
    .option('--profile <name>', 'quick, standard or thorough; survivors of quick go on to standard', 'quick')
    .option('--epsilon <list>', 'values of ε, comma-separated, instead of the profile’s')
    .option('--jobs <n>', 'mutants at a time (default: the number of cores)')
    .option('--cache <dir>', 'keeps finished runs, so that an interrupted matrix goes on where it stopped')
    .option('--out <dir>', 'directory of mutants.md (default: reports, for the whole matrix only)')
    .action(run(async () => (await import('./commands/mutants.ts')).mutantsCommand));
  program
    .command('solve')
    .description('solve one scenario and write its diagnostics with error bars')
    .argument('<file>', 'scenario file or name of a shipped one')
    .option('--epsilon <list>', 'values of ε, comma-separated (default: those of the scenario)')
    .option('--times <list>', 'output times, comma-separated, besides 0 and the final time')
    .option('--profile <name>', 'tolerance and effort: quick, standard or thorough', 'standard')
    .option('--jobs <n>', 'worker threads (default: the number of cores)')
    .addOption(new Option('--out <file>', 'result.json, or - for standard output').makeOptionMandatory())
    .action(run(async () => (await import('./commands/solve.ts')).solveCommand));
  program
    .command('validate')
    .description('check scenario files')
    .argument('<file...>')
    .action(run(async () => (await import('./commands/validate.ts')).validateCommand));
  program
    .command('init')
    .description('make a directory for a scheme: a small one that works, its wrapper, a scenario, a CI workflow')
    .argument('[directory]', 'where, the present one by default; files that are there are never overwritten')
    .option('--language <name>', 'python, cpp, octave, julia or typescript', 'python')
    .action(run(async () => (await import('./commands/init.ts')).initCommand));
  const golden = program.command('golden').description('compare with, or renew, the golden numbers').exitOverride();
  golden
    .command('check')
    .description('solve the golden cases and compare: 0 same, 1 changed, 2 unreadable')
    .option('--dir <dir>', 'directory of the golden files (default: that of the package)')
    .option('--jobs <n>', 'worker threads (default: the number of cores)')
    .action(run(async () => (await import('./commands/golden.ts')).goldenCheckCommand));
  golden
    .command('bless')
    .description('write new golden numbers, with the reason')
    .option('--reason <text>', 'why the numbers changed')
    .option('--dir <dir>', 'directory of the golden files (default: that of the package)')
    .option('--jobs <n>', 'worker threads (default: the number of cores)')
    .action(run(async () => (await import('./commands/golden.ts')).goldenBlessCommand));
  program
    .command('compare')
    .description('compare two report.json: 0 same, 1 changed, 2 unreadable')
    .argument('<old>')
    .argument('<new>')
    .action(run(async () => (await import('./commands/compare.ts')).compareCommand));
  return program;
}
