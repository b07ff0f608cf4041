import JsSIP from 'jssip';
console.log(JsSIP.version);
