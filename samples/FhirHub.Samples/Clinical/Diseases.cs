using FhirHub.Samples.Institutions;
using FhirHub.Samples.People;

namespace FhirHub.Samples.Clinical;

/// <summary>The diseases of the data. Codes are those of the World Health Organization.</summary>
internal static class Diseases
{
    public static readonly IReadOnlyList<Disease> Chronic =
    [
        new("I10", "Essential (primary) hypertension", "原发性高血压", Specialty.Cardiology)
            { Chronic = true, Weight = 480, FromAge = 30, Inpatient = 40, HighPressure = true, Panels = [Laboratory.Kidney, Laboratory.Lipids, Laboratory.Electrolytes], Drugs = [Drug.Amlodipine, Drug.Valsartan, Drug.Nifedipine], Imaging = Imaging.Electrocardiogram },
        new("E11.9", "Type 2 diabetes mellitus without complications", "2型糖尿病", Specialty.Endocrinology)
            { Chronic = true, Weight = 220, FromAge = 28, Inpatient = 60, Panels = [Laboratory.Sugar, Laboratory.Lipids, Laboratory.Kidney], Raises = [Laboratory.Glucose, Laboratory.HbA1c], Drugs = [Drug.Metformin, Drug.Acarbose, Drug.Dapagliflozin] },
        new("E78.5", "Hyperlipidaemia, unspecified", "高脂血症", Specialty.Cardiology)
            { Chronic = true, Weight = 300, FromAge = 30, Inpatient = 5, Panels = [Laboratory.Lipids, Laboratory.Liver], Raises = [Laboratory.Cholesterol, Laboratory.Ldl, Laboratory.Triglyceride], Drugs = [Drug.Atorvastatin] },
        new("I25.1", "Atherosclerotic heart disease", "冠状动脉粥样硬化性心脏病", Specialty.Cardiology)
            { Chronic = true, Weight = 160, FromAge = 45, Inpatient = 140, Panels = [Laboratory.Lipids, Laboratory.Coagulation, Laboratory.Electrolytes], Drugs = [Drug.Aspirin, Drug.Atorvastatin, Drug.Metoprolol, Drug.Clopidogrel], Imaging = Imaging.Electrocardiogram },
        new("J44.9", "Chronic obstructive pulmonary disease, unspecified", "慢性阻塞性肺疾病", Specialty.Respiratory)
            { Chronic = true, Weight = 110, FromAge = 45, Inpatient = 200, Panels = [Laboratory.BloodCount], Raises = [Laboratory.CReactiveProtein], Drugs = [Drug.Tiotropium, Drug.Ambroxol], Imaging = Imaging.Chest },
        new("I69.3", "Sequelae of cerebral infarction", "脑梗死后遗症", Specialty.Neurology)
            { Chronic = true, Weight = 90, FromAge = 50, Inpatient = 180, Panels = [Laboratory.Coagulation, Laboratory.Lipids], Drugs = [Drug.Clopidogrel, Drug.Atorvastatin], Imaging = Imaging.Head },
        new("N18.9", "Chronic kidney disease, unspecified", "慢性肾脏病", Specialty.Nephrology)
            { Chronic = true, Weight = 60, FromAge = 30, Inpatient = 120, Panels = [Laboratory.Kidney, Laboratory.Electrolytes, Laboratory.BloodCount], Raises = [Laboratory.Creatinine, Laboratory.Urea], Drugs = [Drug.Valsartan] },
        new("M10.9", "Gout, unspecified", "痛风", Specialty.Endocrinology)
            { Chronic = true, Weight = 50, FromAge = 25, Inpatient = 10, Panels = [Laboratory.Kidney], Raises = [Laboratory.UricAcid], Drugs = [Drug.Allopurinol, Drug.Ibuprofen] },
        new("E03.9", "Hypothyroidism, unspecified", "甲状腺功能减退症", Specialty.Endocrinology)
            { Chronic = true, Weight = 40, FromAge = 18, Panels = [Laboratory.Thyroid], Raises = [Laboratory.Tsh], Drugs = [Drug.Levothyroxine] },
        new("B18.1", "Chronic viral hepatitis B without delta-agent", "慢性乙型病毒性肝炎", Specialty.Digestive)
            { Chronic = true, Weight = 50, FromAge = 16, Inpatient = 30, Panels = [Laboratory.Liver, Laboratory.BloodCount], Raises = [Laboratory.Alt], Drugs = [Drug.Entecavir], Imaging = Imaging.Abdomen },
        new("M81.9", "Osteoporosis, unspecified", "骨质疏松症", Specialty.Orthopaedics)
            { Chronic = true, Weight = 110, FromAge = 55, Inpatient = 10, Panels = [Laboratory.Electrolytes], Drugs = [Drug.Calcium], Imaging = Imaging.Bone },
        new("N40", "Hyperplasia of prostate", "前列腺增生", Specialty.Urology)
            { Chronic = true, Weight = 160, FromAge = 50, Only = Sex.Male, Inpatient = 30, Panels = [Laboratory.Kidney], Drugs = [Drug.Tamsulosin], Imaging = Imaging.Abdomen },
    ];

    public static readonly IReadOnlyList<Disease> Acute =
    [
        new("J06.9", "Acute upper respiratory infection, unspecified", "急性上呼吸道感染", Specialty.Respiratory)
            { Weight = 240, Fever = true, Panels = [Laboratory.BloodCount], Raises = [Laboratory.WhiteCells, Laboratory.CReactiveProtein], Drugs = [Drug.Paracetamol, Drug.Loratadine, Drug.Ambroxol] },
        new("J20.9", "Acute bronchitis, unspecified", "急性支气管炎", Specialty.Respiratory)
            { Weight = 110, Fever = true, Panels = [Laboratory.BloodCount], Raises = [Laboratory.CReactiveProtein], Drugs = [Drug.Azithromycin, Drug.Ambroxol], Imaging = Imaging.Chest },
        new("J18.9", "Pneumonia, unspecified", "肺炎", Specialty.Respiratory)
            { Weight = 40, Inpatient = 600, Fever = true, Panels = [Laboratory.BloodCount, Laboratory.Liver, Laboratory.Kidney, Laboratory.Electrolytes], Raises = [Laboratory.WhiteCells, Laboratory.CReactiveProtein], Drugs = [Drug.Levofloxacin, Drug.Ambroxol], Imaging = Imaging.Chest },
        new("K29.7", "Gastritis, unspecified", "胃炎", Specialty.Digestive)
            { Weight = 90, FromAge = 10, Panels = [Laboratory.BloodCount], Drugs = [Drug.Omeprazole], Imaging = Imaging.Abdomen },
        new("K52.9", "Noninfective gastroenteritis and colitis, unspecified", "急性胃肠炎", Specialty.Digestive)
            { Weight = 70, Fever = true, Panels = [Laboratory.BloodCount, Laboratory.Electrolytes], Raises = [Laboratory.WhiteCells], Drugs = [Drug.Montmorillonite] },
        new("N39.0", "Urinary tract infection, site not specified", "泌尿道感染", Specialty.Urology)
            { Weight = 40, FromAge = 3, Panels = [Laboratory.BloodCount, Laboratory.Kidney], Raises = [Laboratory.CReactiveProtein], Drugs = [Drug.Levofloxacin] },
        new("M54.5", "Low back pain", "腰痛", Specialty.Orthopaedics)
            { Weight = 80, FromAge = 18, Drugs = [Drug.Ibuprofen], Imaging = Imaging.Bone },
        new("L30.9", "Dermatitis, unspecified", "皮炎", Specialty.Skin) { Weight = 60, Drugs = [Drug.Loratadine] },
        new("H10.9", "Conjunctivitis, unspecified", "结膜炎", Specialty.Eyes) { Weight = 30, Drugs = [Drug.Levofloxacin] },
        new("H25.9", "Senile cataract, unspecified", "老年性白内障", Specialty.Eyes) { Weight = 25, FromAge = 55, Inpatient = 400, Panels = [Laboratory.BloodCount, Laboratory.Coagulation] },
        new("S52.5", "Fracture of lower end of radius", "桡骨远端骨折", Specialty.Orthopaedics)
            { Weight = 25, FromAge = 4, Urgent = true, Inpatient = 350, Panels = [Laboratory.BloodCount, Laboratory.Coagulation], Drugs = [Drug.Ibuprofen, Drug.Calcium], Imaging = Imaging.Bone },
        new("K35.8", "Acute appendicitis, other and unspecified", "急性阑尾炎", Specialty.GeneralSurgery)
            { Weight = 15, FromAge = 5, Urgent = true, Inpatient = 900, Fever = true, Panels = [Laboratory.BloodCount, Laboratory.Coagulation, Laboratory.Liver, Laboratory.Electrolytes], Raises = [Laboratory.WhiteCells, Laboratory.CReactiveProtein], Drugs = [Drug.Cefuroxime], Imaging = Imaging.Abdomen },
        new("K80.2", "Calculus of gallbladder without cholecystitis", "胆囊结石", Specialty.GeneralSurgery)
            { Weight = 25, FromAge = 20, Inpatient = 400, Panels = [Laboratory.BloodCount, Laboratory.Liver, Laboratory.Coagulation], Drugs = [Drug.Cefuroxime], Imaging = Imaging.Abdomen },
        new("I63.9", "Cerebral infarction, unspecified", "脑梗死", Specialty.Neurology)
            { Weight = 25, FromAge = 45, Urgent = true, Inpatient = 950, HighPressure = true, Panels = [Laboratory.BloodCount, Laboratory.Coagulation, Laboratory.Lipids, Laboratory.Sugar, Laboratory.Electrolytes, Laboratory.Kidney], Drugs = [Drug.Aspirin, Drug.Atorvastatin], Imaging = Imaging.Head },
        new("I21.9", "Acute myocardial infarction, unspecified", "急性心肌梗死", Specialty.Cardiology)
            { Weight = 12, FromAge = 40, Urgent = true, Inpatient = 980, Panels = [Laboratory.BloodCount, Laboratory.Coagulation, Laboratory.Lipids, Laboratory.Liver, Laboratory.Kidney, Laboratory.Electrolytes], Drugs = [Drug.Aspirin, Drug.Clopidogrel, Drug.Atorvastatin, Drug.Metoprolol], Imaging = Imaging.Electrocardiogram },
        new("C34.9", "Malignant neoplasm of bronchus or lung, unspecified", "肺恶性肿瘤", Specialty.Oncology)
            { Weight = 12, FromAge = 40, Inpatient = 800, Panels = [Laboratory.BloodCount, Laboratory.Liver, Laboratory.Kidney, Laboratory.Electrolytes], Imaging = Imaging.Chest },
        new("O80.9", "Single spontaneous delivery, unspecified", "顺产", Specialty.Obstetrics)
            { Weight = 60, FromAge = 20, ToAge = 42, Only = Sex.Female, Inpatient = 1000, Panels = [Laboratory.BloodCount, Laboratory.Coagulation] },
        new("R51", "Headache", "头痛", Specialty.Neurology) { Weight = 50, FromAge = 8, Drugs = [Drug.Ibuprofen], Imaging = Imaging.Head },
        new("J03.9", "Acute tonsillitis, unspecified", "急性扁桃体炎", Specialty.Paediatrics)
            { Weight = 60, ToAge = 16, Fever = true, Panels = [Laboratory.BloodCount], Raises = [Laboratory.WhiteCells, Laboratory.CReactiveProtein], Drugs = [Drug.Amoxicillin, Drug.Ibuprofen] },
        new("Z00.0", "General medical examination", "健康体检", Specialty.GeneralPractice)
            { Weight = 120, FromAge = 18, Panels = [Laboratory.BloodCount, Laboratory.Liver, Laboratory.Kidney, Laboratory.Lipids, Laboratory.Sugar], Imaging = Imaging.Abdomen },
    ];
}
