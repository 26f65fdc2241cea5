/** A password that the rules accept, for every account of the tests. */
export const PASSWORD = "une phrase assez longue pour entrer";
