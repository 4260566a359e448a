/** All timings: `npm run bench`. Ratios within one run only; the machine may be shared. */
await import('./kernels.ts');
await import('./cases.ts');
await import('./particles.ts');

export {};
