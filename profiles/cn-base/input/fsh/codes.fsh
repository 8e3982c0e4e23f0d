CodeSystem: GbT2260
Id: gb-t-2260
Title: "GB/T 2260 中华人民共和国行政区划代码"
Description: "省、地、县三级行政区划。Administrative divisions of China in three tiers."
* ^caseSensitive = true
* ^content = #complete
