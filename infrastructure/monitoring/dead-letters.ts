import { Duration } from "aws-cdk-lib";
import { TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";

/** Longest that SQS keeps a message, so that a holiday loses none. */
const KEPT = Duration.days(14);

/** Where events go that a function could not take, with an alarm as soon as there is one. */
export class DeadLetters extends Construct {
  readonly queue: Queue;

  /** @param purpose what stays undone while letters lie there, as a sentence for the alarm */
  constructor(scope: Construct, id: string, { purpose }: { purpose: string }) {
    super(scope, id);
    this.queue = new Queue(this, "Queue", {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: KEPT,
    });
    this.queue.metricApproximateNumberOfMessagesVisible().createAlarm(this, "Alarm", {
      alarmDescription: `${purpose} What to do: infrastructure/monitoring/README.md, section Dead letters.`,
      threshold: 1,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}
