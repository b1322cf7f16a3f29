// creative_writing_v3.js


let leaderboardDataCreativeWritingV3 = `
model_name,elo_score,creative_writing_score,avg_length,vocab_complexity,slop_score,repetition_score
*claude-opus-5,2400.5,17.00,6000,27.00,6.00,4.00
deepseek-ai/DeepSeek-R1,1500.0,15.00,5000,29.00,31.00,4.00
gpt-4.1,1402.5,15.00,6000,29.00,24.00,3.00
__metadata__,N/A,N/A,0,N/A,N/A,0.00
`


const slopData = `##### claude-opus-5
<div class='slop-similar'>kimi-k3 (distance=0.7)</div>
`;
