using FhirHub.Regional.Rules;

namespace FhirHub.Regional.HealthCards;

/// <summary>What health cards may be refused for.</summary>
internal static class HealthCardRules
{
    public static readonly KeptRules Kept = KeptRules.Of("health-card");

    public static readonly Rule State = new(
        "health-card.state",
        "The health card of {0} has changed meanwhile: it is {1} now.",
        "{0} 的健康卡在此期间已变更，现状态为 {1}。");

    public static readonly Rule NoActiveCard = new(
        "health-card.no-active-card", "{0} has no active health card.", "{0} 没有可用的健康卡。");

    public static readonly Rule NoCard = new(
        "health-card.no-card", "{0} has no health card that another could take the place of: issue one.", "{0} 没有可换发的健康卡，请先发卡。");

    public static readonly Rule NoDocument = new(
        "health-card.no-document", "A health card is issued by an identity document: {0}. None is given.", "发放健康卡须有身份证件：{1}。未提供。");

    public static readonly Rule NumberInvalid = new(
        "health-card.number-invalid", "The {0} has a fault: {2}.", "{1}号码有误：{3}。");

    public static readonly Rule BirthDateDiffers = new(
        "health-card.birth-date-differs", "The birth date {0} is not that of the identity number, {1}.", "出生日期 {0} 与身份证号码所示 {1} 不一致。");

    public static readonly Rule SexDiffers = new(
        "health-card.sex-differs", "The sex {0} is not that of the identity number, {1}.", "性别 {0} 与身份证号码所示 {1} 不一致。");

    public static readonly Rule NameMissing = new(
        "health-card.name-missing", "A health card is issued to a name.", "发放健康卡须提供姓名。");

    public static readonly Rule NameDiffers = new(
        "health-card.name-differs", "The number belongs to {0}, who has another name here.", "该号码属于 {0}，其登记的姓名与所给不同。");

    public static readonly Rule SeveralRecords = new(
        "health-card.several-records", "The number stands in several records: {0}. Merge them first.", "该号码见于多份记录：{0}。请先合并。");

    public static readonly Rule NotLiving = new(
        "health-card.deceased", "{0} is recorded as deceased.", "该居民（{0}）已登记为死亡。");

    public static readonly Rule RecordReplaced = new(
        "health-card.record-replaced", "{0} has been merged into {1}.", "{0} 已并入 {1}。");

    public static readonly Rule NoCardSystem = new(
        "health-card.kind-unknown", "'{0}' numbers no cards that are known here.", "“{0}”不是已知的卡号体系。");

    public static readonly Rule KindDiffers = new(
        "health-card.kind-differs", "A card numbered by {0} is no {1}.", "编号体系 {0} 的卡不是 {1}。");

    public static readonly Rule HeldAsOtherKind = new(
        "health-card.held-as-other-kind", "The record holds the card as {0}, and does not bind it as {1}.", "档案中该卡为 {0}，不能作为 {1} 绑定。");

    public static readonly Rule CardExpired = new(
        "health-card.card-expired", "The card was valid until {0}.", "该卡有效期至 {0}。");

    public static readonly Rule NotBindable = new(
        "health-card.not-bindable", "Cards of the kind {0} are not bound here. Bindable: {1}.", "{0} 不可绑定。可绑定的有：{1}。");

    public static readonly Rule NoNewVisitCards = new(
        "health-card.no-new-visit-cards", "Hospitals issue no new visit cards; one that the record does not hold yet is not bound.", "医院不再发放就诊卡；记录中尚无的就诊卡不予绑定。");

    public static readonly Rule VisitCardOfNoHospital = new(
        "health-card.visit-card-without-hospital", "A visit card names the hospital that issued it as its assigner.", "就诊卡须注明发卡机构。");

    public static readonly Rule BoundElsewhere = new(
        "health-card.bound-elsewhere", "The card is bound to someone else.", "该卡已绑定他人。");

    public static readonly Rule OneOfAKind = new(
        "health-card.one-of-a-kind", "{0} has a card of the kind {1} already: unbind it first.", "{0} 已有一张 {1}，请先解绑。");

    public static readonly Rule CardEnded = new(
        "health-card.card-ended", "The card is {0} and cannot be bound again.", "该卡状态为 {0}，不能再绑定。");

    public static readonly Rule NotBound = new(
        "health-card.not-bound", "The card is not bound to {0}.", "该卡未与 {0} 绑定。");

    public static readonly Rule HealthCardStays = new(
        "health-card.not-unbindable", "A health card is suspended or reissued, not unbound.", "健康卡可挂失或换发，不可解绑。");

    public static readonly Rule CodeMalformed = new(
        "health-card.code-malformed", "This is no code of a health card.", "这不是健康卡码。");

    public static readonly Rule CodeKeyUnknown = new(
        "health-card.code-key-unknown", "The code was signed by a key that this server does not know.", "该码所用的密钥在此未知。");

    public static readonly Rule CodeTampered = new(
        "health-card.code-tampered", "The code's signature does not hold.", "该码的签名无效。");

    public static readonly Rule CodeExpired = new(
        "health-card.code-expired", "The code expired at {0}.", "该码已于 {0} 过期。");

    public static readonly Rule CodeUsed = new(
        "health-card.code-used", "The code has been used; it counts once.", "该码已使用；只能使用一次。");

    public static readonly Rule CardUnknown = new(
        "health-card.card-unknown", "No resident here has this card.", "此处没有持该卡的居民。");

    public static readonly Rule CardAmbiguous = new(
        "health-card.card-ambiguous", "Several residents have a card of this number: name the hospital that issued it.", "有多位居民持此号码的卡，请注明发卡机构。");

    public static readonly Rule NoCardlessVisits = new(
        "health-card.no-cardless-visits", "Nobody is known here by a number without a card or code.", "此处不支持脱卡就医。");

    public static readonly Rule StepNotServed = new(
        "health-card.step-not-served", "The card is {1}; it does not serve for {0}.", "该卡状态为 {1}，不能用于 {0}。");
}
