// 互认项目目录 / the catalogue of mutual recognition
// 缺省目录：没有文件规定项目。A default: no document lists items. 区域用策略参数 recognition.catalogue 指定自己的目录。

RuleSet: Item(code, zh, en, category, loinc, fee)
* #{code} "{zh}"
* #{code} ^designation[+].language = #en
* #{code} ^designation[=].value = "{en}"
* #{code} ^property[+].code = #category
* #{code} ^property[=].valueCode = #{category}
* #{code} ^property[+].code = #loinc
* #{code} ^property[=].valueCode = #{loinc}
* #{code} ^property[+].code = #fee
* #{code} ^property[=].valueDecimal = {fee}

RuleSet: ItemProperty(code, name, value)
* #{code} ^property[+].code = #{name}
* #{code} ^property[=].{value}

RuleSet: ItemUnit(code, unit)
* #{code} ^property[+].code = #unit
* #{code} ^property[=].valueString = "{unit}"

CodeSystem: RecognitionItemCodes
Id: recognition-item
Title: "互认项目目录"
Description: "稳定性好、常用的检查检验项目，缺省目录。Stable and common items: the default catalogue."
* insert CodeSystemHead
* ^property[+].code = #category
* ^property[=].type = #code
* ^property[=].description = "类别，决定缺省有效期。Category: laboratory, imaging, pathology, ecg or other."
* ^property[+].code = #loinc
* ^property[=].type = #code
* ^property[=].description = "对应的 LOINC 代码，可有多个。Code of LOINC; may repeat."
* ^property[+].code = #validityDays
* ^property[=].type = #integer
* ^property[=].description = "有效天数；没有则按类别。Days of validity; by category where there is none."
* ^property[+].code = #method
* ^property[=].type = #string
* ^property[=].description = "只认此方法，可有多个。The methods that are comparable; may repeat."
* ^property[+].code = #unit
* ^property[=].type = #string
* ^property[=].description = "单位（UCUM）：结果须能换算成它。Unit of UCUM that results convert to."
* ^property[+].code = #comparableRange
* ^property[=].type = #string
* ^property[=].description = "可比的参考范围（下限..上限，以 unit 计）：结果的参考范围须在其中。Limits, low..high in unit, within which the reference range of a comparable result lies."
* ^property[+].code = #fee
* ^property[=].type = #decimal
* ^property[=].description = "收费（人民币元），即互认一次节省的费用。Fee in yuan, which a recognition saves."
* insert Item(renal-panel, 肾功能, Renal function panel, laboratory, 24362-6, 30)
* insert Item(hepatic-panel, 肝功能, Hepatic function panel, laboratory, 24325-3, 45)
* insert Item(lipid-panel, 血脂, Lipid panel, laboratory, 24331-1, 35)
* insert Item(thyroid-panel, 甲状腺功能, Thyroid panel, laboratory, 24348-5, 90)
* insert Item(coagulation-panel, 凝血功能, Coagulation panel, laboratory, 34528-0, 65)
* insert Item(creatinine, 肌酐, Creatinine, laboratory, 14682-9, 10)
* insert ItemUnit(creatinine, [[umol/L]])
* insert ItemProperty(creatinine, comparableRange, valueString = "30..140")
* insert Item(uric-acid, 尿酸, Urate, laboratory, 14933-6, 10)
* insert ItemUnit(uric-acid, [[umol/L]])
* insert Item(cholesterol, 总胆固醇, Cholesterol, laboratory, 14647-2, 8)
* insert ItemUnit(cholesterol, [[mmol/L]])
* insert Item(triglyceride, 甘油三酯, Triglyceride, laboratory, 14927-8, 8)
* insert ItemUnit(triglyceride, [[mmol/L]])
* insert Item(ldl-cholesterol, 低密度脂蛋白胆固醇, LDL cholesterol, laboratory, 22748-8, 10)
* insert ItemUnit(ldl-cholesterol, [[mmol/L]])
* insert Item(hba1c, 糖化血红蛋白, Haemoglobin A1c, laboratory, 4548-4, 60)
* insert ItemUnit(hba1c, [[%]])
* insert ItemProperty(hba1c, validityDays, valueInteger = 30)
* insert Item(tsh, 促甲状腺激素, Thyrotropin, laboratory, 3016-3, 30)
* insert ItemUnit(tsh, [[m[IU]/L]])
* insert Item(ct-chest, 胸部CT平扫, CT of the chest, imaging, 24627-2, 230)
* insert Item(ct-head, 颅脑CT平扫, CT of the head, imaging, 24725-4, 210)
* insert Item(ultrasound-abdomen, 腹部超声, Ultrasound of the abdomen, imaging, 24558-9, 120)
* insert Item(xray-extremity, 四肢X线摄影, X-ray of an extremity, imaging, 37637-6, 80)
* insert Item(ecg, 十二导联心电图, Electrocardiogram, ecg, 11524-6, 25)

ValueSet: RecognitionItem
Id: recognition-item
Title: "互认项目目录"
Description: "稳定性好、常用的检查检验项目，缺省目录。Stable and common items: the default catalogue."
* insert ValueSetHead
* include codes from system RecognitionItemCodes
