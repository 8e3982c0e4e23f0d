// 结算与智能审核 / settlement and audit

Instance: submit-claim
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(SubmitClaim, submit-claim, submit, Claim, [[一站式结算：先审核，再按基本医保、大病保险、补充保险、个人分担。One-stop settlement, audited first.]])
* insert Changes
* insert OnBoth
* insert In(resource, 0, 1, Claim, [[结算申请；在实例上调用时省略。The claim, unless called on it.]])
* insert Out(return, 1, 1, ClaimResponse, [[结算结果。The answer.]])
* insert Out(benefit, 0, 1, ExplanationOfBenefit, [[结算单。For the patient.]])

Instance: audit-claim
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(AuditClaim, audit-claim, audit, Claim, [[智能审核：临床路径、合理用药、支付政策；结论落到具体人员。Audit by clinical pathway, rational use and payment policy.]])
* insert Reads
* insert OnBoth
* insert In(resource, 0, 1, Claim, [[结算申请；在实例上调用时省略。The claim, unless called on it.]])
* insert OutGroup(finding, 0, *, [[每条发现。Each finding.]])
* insert OutPart(family, 1, 1, code, [[规则类别。Family of the rule.]])
* insert OutPart(rule, 1, 1, string, [[规则编号。The rule.]])
* insert OutPart(item, 0, 1, positiveInt, [[明细序号。Number of the line.]])
* insert OutPart(severity, 1, 1, code, [[error 或 warning。error or warning.]])
* insert OutPart(practitioner, 0, 1, Reference, [[所涉人员。The practitioner.]])
* insert OutPart(points, 0, 1, decimal, [[医保医师扣分。Points that fall.]])
* insert OutPart(text, 1, 1, string, [[说明。In words.]])
