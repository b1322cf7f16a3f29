//
//  eqbench3.js
//

leaderboardDataEQBench3 = `model_name,elo_norm,rubric_0_100,humanlike,ci_low_norm,ci_high_norm
*claude-opus-4-8,2001.5,80.0,14.00,1950.2,2052.8
zai-org/GLM-5.1,1550.0,75.0,13.00,1520.0,1580.0
o3,1500.0,74.0,11.00,1470.0,1530.0
meta-llama/llama-3.2-1b-instruct,200.0,12.0,2.00,130.0,270.0
`

// --- Global Scope Variables ---
const MOBILE_BREAKPOINT = 1050;
const greeting = `hello`;
