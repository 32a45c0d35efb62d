import { describe, expect, it } from 'vitest'
import { type Customer, OWNER_ID, usePlatform } from '../harness/platform.ts'
import { hires, orders, theOwner, told } from './buying.ts'

const menu = async ({ person }: Customer) => (await person.chat()).commands.map(({ command }) => command)

describe('the team', () => {
  const shop = usePlatform()
  let oksana: Customer
  let manager: Customer

  it('has the desk in its menu of commands, each in their language; customers do not', async () => {
    oksana = await theOwner(shop, OWNER_ID)
    manager = await hires(shop, oksana, { role: 'Менеджер', firstName: 'Марія' })
    const olena = await shop.joins({ firstName: 'Олена' })
    await olena.says('/start')
    for (const one of [oksana, manager]) expect(await menu(one)).toContain('desk')
    expect(await menu(olena)).not.toContain('desk')
    await manager.does('>/language', 'English')
    expect((await manager.person.chat()).commands[0]).toMatchObject({ command: 'desk', description: 'Desk' })
    await manager.does('>/language', 'Українська')
  })

  it('is listed with roles, since when and whether on shift; invitations are listed and revoked', async () => {
    await oksana.does('>/desk', 'Команда')
    await oksana.sees('Марія · менеджер · на зміні')
    await oksana.does('Запросити працівника', 'Комірник', 'Годину')
    const link = /\?start=(staff_\w+)/.exec((await oksana.screen()).text)?.[1]
    await oksana.does('>/desk', 'Команда', 'Запрошення · 1', 'Відкликати: комірник')
    await oksana.sees('Запрошення більше не діє')
    const late = await shop.joinsTelegram({ firstName: 'Пізній' })
    await late.says(`/start ${link}`)
    await late.sees('застаріло')
    await oksana.does('‹ Команда', 'Марія')
    await oksana.sees('У команді з')
  })

  it('somebody removed in two taps has no desk, no menu and no customer’s data any more; their order waits again', async () => {
    const number = await orders(await shop.joins({ firstName: 'Олена' }))
    await manager.taps('Беру')
    await manager.sees('Замовлення ваше')
    await oksana.does('>/desk', 'Команда', 'Марія', 'Прибрати з команди…')
    await oksana.sees('Прибрати з команди: Марія?')
    expect(await menu(manager)).toContain('desk')
    await oksana.taps('Так, прибрати')
    expect(await menu(manager)).not.toContain('desk')
    expect((await told(manager)).filter((text) => text.includes('Коваль Олена'))).toEqual([])
    await manager.sees(`Картка № ${number} більше недоступна`)
    await manager.says('/desk')
    await manager.sees('для працівників крамниці')
    await oksana.says(String(number))
    expect(await oksana.buttons()).toContain('Беру')
    await oksana.taps('Історія')
    await oksana.sees('працівника прибрано')
    await oksana.does('>/desk', 'Команда', 'Історія змін')
    await oksana.sees('Марія більше не в команді: менеджер')
  })

  it('the owner of the server’s settings stays', async () => {
    await oksana.does('>/desk', 'Команда', 'Оксана', 'Прибрати з команди…', 'Так, прибрати')
    await oksana.sees('призначено в налаштуваннях сервера')
    await oksana.says('/desk')
    expect(await oksana.buttons()).toContain('Команда')
  })

  it('a lent role acts up to its sum, says on whose behalf, and ends by itself', async () => {
    const alla = await hires(shop, oksana, { role: 'Бухгалтер', firstName: 'Алла' })
    await oksana.does('>/desk', 'Команда', 'Алла', 'Доручити роль…', 'Менеджер', '>1.11.2025')
    await oksana.sees('Цей день уже минув')
    await oksana.says('31.12.2099')
    await oksana.sees('до року наперед')
    await oksana.does('>25.11', '>2000')
    await oksana.sees('Доручили')
    await oksana.sees('За дорученням: менеджер, до ср, 25 листопада, до 2 000 ₴')
    await alla.sees('Вам доручили роль: менеджер')
    await alla.sees('До 23:59, ср, 25 листопада, до 2 000 ₴. Доручає й відповідає на запитання Оксана.')
    await orders(await shop.joins({ firstName: 'Ірина' }), {
      article: '61.1.050',
      size: 'Покласти до кошика',
    })
    await alla.does('Беру', 'Підтвердити: при отриманні')
    await alla.sees('Підтвердили')
    await alla.taps('Історія')
    await alla.sees('Алла (Менеджер, за дорученням власника)')
    await alla.says('/desk')
    expect((await alla.buttons()).join()).toContain('Підтвердити')
    await shop.passes({ days: 6 })
    await alla.sees('Доручення скінчилося: менеджер')
    await alla.says('/desk')
    expect((await alla.buttons()).join()).not.toContain('Підтвердити')
    await oksana.does('>/desk', 'Команда', 'Історія змін')
    await oksana.sees('Алла, доручення скінчилося: менеджер')
  })
})
