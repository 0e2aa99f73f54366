/** How many sibling stacks hold the flows. Never changes: a flow that moves keeps its name, and creating it twice fails. */
export const flowStackCount = 32;
