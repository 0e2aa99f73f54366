import { expect, test } from "vitest";
import { deployedExample, type Resource, resourcesOf, templatesOf } from "./deployed-example.ts";

/**
 * What keeps an empty stack of flows alive. CloudFormation makes nothing for it, so that it counts on neither side; 32
 * of them in a small platform would hide what the figure is about.
 */
const placeholder = "AWS::CloudFormation::WaitConditionHandle";

/** At most this share of all resources may exist for the sake of CDK or CloudFormation alone. */
const maxPlumbing = 0.1;

test("at most a tenth of the resources is plumbing: parameters, custom resources and what runs them", async () => {
  const all = resourcesOf(templatesOf(await deployedExample()));
  const resources = all.filter(({ Type }) => Type !== placeholder);
  const plumbing = resources
    .filter(isPlumbing)
    .map(({ stack, id, Type }) => `${stack}/${id} ${Type}`);
  const share = plumbing.length / resources.length;
  const said = `${plumbing.length} of ${resources.length}:\n${plumbing.join("\n")}`;
  expect(share, said).toBeLessThanOrEqual(maxPlumbing);
});

function isPlumbing({ id, Type }: Resource): boolean {
  return (
    /^(AWS::CloudFormation::|Custom::|AWS::CDK::)|^AWS::SSM::Parameter$/.test(Type) ||
    // Functions and roles that CDK adds to a stack for its own custom resources.
    /CustomResourceProvider|AWS679f53fac002430cb0da5b7982bd2287|LogRetention|framework/.test(id)
  );
}
