// GZ 一(二)2：“四统一”：疾病分类与代码统一

Profile: GzCondition
Parent: CnCondition
Id: gz-condition
Title: "诊断（贵州）"
Description: "贵州 一(二)2：全面推开病案首页书写规范、疾病分类与代码、手术操作分类与代码、医学名词术语“四统一”。Disease codes are unified: coded, and from the national list."
* code from https://fhirhub.example/fhir/cn-base/ValueSet/cn-diagnosis (required)
