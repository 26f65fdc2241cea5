import { DEFAULT_TRANSPORT, serve } from "../../../server/embedded-mongodb/server.ts";

// A process whose only work is the store, to be killed. With "early" it answers before it commits, for the negative control.
const [folder = "", mode = ""] = process.argv.slice(2);
if (mode === "early") {
  const { CommitLoop } = await import("../../../server/embedded-mongodb/storage/commit.ts");
  const submit = CommitLoop.prototype.submit;
  CommitLoop.prototype.submit = function (task) {
    const steps = task.steps;
    let after: (() => void) | undefined;
    const answersAtOnce: typeof steps = {
      next: () => {
        const next = steps.next();
        if (!next.done) return next;
        after = next.value;
        after();
        return { done: true, value: () => {} };
      },
    };
    submit.call(this, { ...task, steps: answersAtOnce });
  };
}
const log = (line: string): void => void process.stderr.write(`${line}\n`);
const { uri } = await serve(folder, { transport: DEFAULT_TRANSPORT, log });
process.stdout.write(`${uri}\n`);
